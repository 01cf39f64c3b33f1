import { readFilter } from '#contract/filter/bind-filter.ts';
import { type NameScope, type ResolvedName, requireName } from '#contract/filter/resolve-names.ts';
import { runExpression } from '#contract/run-expression.ts';
import type { RunPart } from '#contract/run-snippet.ts';
import { type RunTableName, runTables } from '#contract/run-tables.ts';
import { duckdb } from './dialects.ts';
import { filterText } from './filter-text.ts';
import { type DatasetTable, runTableSource } from './run-table-source.ts';
import { identifier } from './view-names.ts';

type TablePart = Omit<Extract<RunPart, { kind: 'table' }>, 'kind' | 'table'>;

/**
 * A table of runs as the page shows it, in SQL over the datasets. `runs`: the run ids, as a SQL list or subquery.
 * Throws `bad-filter`, `unknown-column`.
 */
export function runTableSql(table: DatasetTable, runs: string, part: TablePart): string {
  const columns = runTables[table];
  const scope: NameScope = { rows: 'runs', parameters: new Set(), columns };
  const filter = readFilter(runExpression(table, part), scope);
  const where = filter === null ? null : filterText(filter, namesOf(), duckdb);
  const keys = part.sort.map(({ column, descending }) => {
    const value = seenAs(requireName(column, scope));
    return `${value} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const shown = part.columns.map((column) => nameOf(requireName(column, scope)));
  return [
    runTableSource(table, runs),
    `SELECT ${['b.handle', 'r.run', ...shown.map((key) => `t.${identifier(key)}`)].join(', ')}`,
    `FROM ${table}_of_runs t JOIN runs r USING (run_id) JOIN backtests b USING (bundle_id)`,
    ...(where === null ? [] : [`WHERE ${where}`]),
    `ORDER BY ${['b.handle', 'r.run', ...keys, 't.no'].join(', ')}`,
  ].join('\n');
}

export function isDatasetTable(table: RunTableName): table is DatasetTable {
  return ['trades', 'orders', 'signals', 'snapshots'].includes(table);
}

function namesOf() {
  const noParameter = (): never => {
    throw new Error('a run has no parameters of its own');
  };
  return {
    value: seenAs,
    shown: seenAs,
    parts: noParameter,
    from: () => '',
    ties: [],
  };
}

/** As filters and sorting see it: a time is epoch milliseconds. */
function seenAs(name: ResolvedName): string {
  const column = `t.${identifier(nameOf(name))}`;
  return name.kind === 'column' && name.column.kind === 'time' ? duckdb.time(column) : column;
}

function nameOf(name: ResolvedName): string {
  return name.kind === 'column' ? name.column.key : name.name;
}
