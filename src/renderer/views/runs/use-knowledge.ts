import { useMemo } from 'react';
import type { ArchiveId } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import type { FilterKnowledge } from './filter-context.ts';
import type { KnownColumns } from './use-column-facts.ts';

/** Values offered while a filter is typed. */
const OFFERED_VALUES = 200;

/** What the fields of the filter know of an archive. */
export function useKnowledge(
  archive: ArchiveId,
  rows: RowsKind,
  { facts, scope }: KnownColumns,
): FilterKnowledge {
  const engine = useEngine();
  return useMemo((): FilterKnowledge => {
    const ask = { archive, rows, filter: '', quick: '', bins: OFFERED_VALUES };
    return {
      facts,
      scope,
      valuesOf: async (column) => {
        const { kind, labels } = await engine.columnHistogram({ ...ask, column });
        return kind === 'texts' ? labels : [];
      },
    };
  }, [engine, archive, rows, facts, scope]);
}
