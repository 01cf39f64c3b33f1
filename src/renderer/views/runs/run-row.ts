import type { Engine, RowQuery } from '#contract/operations.ts';
import type { RowSource, TableRow } from '../../ui/data-table/row-source.ts';

/** A row of the runs table. */
export interface RunRow extends TableRow {
  /** Of the bundle. */
  id: string;
  handle: string;
  /** Position of the run in its bundle; null for a row of a backtest. */
  run: number | null;
}

export type RunsQuery = Omit<RowQuery, 'offset' | 'limit' | 'table'>;

/** The rows of a query as the engine gives them. `table`: an older query of the same table is dropped for it. */
export function runSource(engine: Engine, query: RunsQuery, table: string): RowSource<RunRow> {
  const { columns, ...scope } = query;
  const at = Object.fromEntries(columns.map((column, index) => [column, index]));
  return {
    order: JSON.stringify(scope),
    async load(offset, limit) {
      const page = await engine.queryRows({ ...query, table, offset, limit });
      return { ...page, rows: page.rows.map((row) => ({ ...row, at })) };
    },
    async numbers(offset, limit) {
      const page = await engine.queryRows({ ...query, columns: [], offset, limit });
      return page.rows.map(({ no }) => no);
    },
    async locate(no) {
      return (await engine.locateRow({ ...scope, no })).index;
    },
  };
}
