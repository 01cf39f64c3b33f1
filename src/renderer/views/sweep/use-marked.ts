import { useMemo, useRef, useState } from 'react';
import type { Selection } from '#contract/operations.ts';
import type { RowSelection } from '../../ui/data-table/row-selection.ts';

/** Row numbers sent along so that pictures can frame them; a request may hold 1 MiB. */
const MARKED_ROWS = 100_000;

export interface Marked {
  /** What is sent along; null for nothing, or for more than a request holds. */
  selection: Selection | null;
  /** Another text for another selection. */
  key: string;
  isTooLarge: boolean;
}

/** What is selected, as it is sent to be counted in cells and groups. */
export function useMarked(selection: RowSelection): Marked {
  const turn = useRef(0);
  const [seen, setSeen] = useState(selection);
  if (seen !== selection) {
    turn.current += 1;
    setSeen(selection);
  }
  return useMemo(() => {
    const listed = selection.kind === 'rows' ? selection.nos : selection.except;
    const isTooLarge = listed.size > MARKED_ROWS;
    const isNothing = selection.kind === 'rows' && listed.size === 0;
    const sent: Selection | null =
      isTooLarge || isNothing
        ? null
        : selection.kind === 'rows'
          ? { kind: 'rows', nos: [...listed] }
          : { kind: 'matching', except: [...listed] };
    return { selection: sent, key: isNothing ? 'none' : String(turn.current), isTooLarge };
  }, [selection]);
}
