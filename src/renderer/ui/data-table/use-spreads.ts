import { useEffect, useRef, useState } from 'react';
import type { Spread } from './table-column.ts';

/** Answers kept: the columns of a few queries. */
const KEPT = 400;

/**
 * The spreads of the columns that are seen, one after the other, so that they never delay the rows.
 * `of` is a new function for another query; null for none.
 */
export function useSpreads(
  of: ((column: string) => Promise<Spread>) | null,
  columns: readonly string[],
  isReady: boolean,
): ReadonlyMap<string, Spread> | null {
  const [spreads, setSpreads] = useState<ReadonlyMap<string, Spread>>(new Map());
  const source = useRef(of);
  const known = useRef(new Map<string, Spread>());
  if (source.current !== of) {
    source.current = of;
    known.current = new Map();
  }
  const wanted = columns.join('\n');

  useEffect(() => {
    if (of === null || !isReady || wanted === '') return;
    let isOver = false;
    const loadAll = async () => {
      for (const column of wanted.split('\n')) {
        if (known.current.has(column)) continue;
        // A head does without its picture; what is wrong, the rows' own request says.
        const spread = await of(column).catch(() => null);
        if (isOver) return;
        if (known.current.size >= KEPT) known.current.clear();
        if (spread !== null) known.current.set(column, spread);
        setSpreads(new Map(known.current));
      }
    };
    void loadAll();
    return () => {
      isOver = true;
    };
  }, [of, wanted, isReady]);

  return of === null ? null : spreads;
}
