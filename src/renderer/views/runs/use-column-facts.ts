import { useMemo } from 'react';
import type { NameScope } from '#contract/filter/resolve-names.ts';
import type { ArchiveId, ColumnFacts } from '#contract/operations.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';
import { useQuery } from '../../engine/use-query.ts';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { tableColumns } from './run-columns.ts';
import { useHeld } from './use-held.ts';

export interface KnownColumns {
  facts: readonly ColumnFacts[];
  table: readonly TableColumn[];
  scope: NameScope;
  byKey: ReadonlyMap<string, ColumnFacts>;
}

/** The columns there are. Those of every archive are known at once; parameters come with the answer. */
export function useColumnFacts(
  archive: ArchiveId,
  rows: RowsKind,
  version: string,
  /** The first rows are here. */
  isReady: boolean,
): KnownColumns {
  const key = useHeld(JSON.stringify([archive, rows, version]), isReady);
  const answer = useQuery(key, async (engine) => ({
    rows,
    facts: await engine.listColumns({ archive, rows }),
  }));
  const answered = answer.value?.rows === rows ? answer.value.facts : undefined;
  return useMemo(() => {
    const facts = answered ?? columnsOf(rows).map(atFirst);
    const parameters = facts.filter(({ group }) => group === 'parameters');
    return {
      facts,
      table: tableColumns(facts),
      scope: { rows, parameters: new Set(parameters.map(({ label }) => label)) },
      byKey: new Map(facts.map((one) => [one.key, one])),
    };
  }, [answered, rows]);
}

function atFirst(column: ReturnType<typeof columnsOf>[number]): ColumnFacts {
  return { ...column, filled: 1, distinct: null };
}
