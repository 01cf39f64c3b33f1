import type { SqlCell, SqlColumn, SqlResult } from '#contract/sql.ts';
import type { SqlSource } from './sql-messages.ts';
import { type SqlPlace, sqlSourceOf } from './sql-source.ts';
import { type SqlLimits, type SqlSink, streamSql } from './stream-sql.ts';

export type SqlRequest = SqlPlace & SqlLimits & { sql: string; maxRows: number };

const memoryMegabytes = 2048;

/** The answer to one SELECT, as far as `maxRows`. Throws what `streamSql` throws, and `not-tiered`. */
export async function runSql(request: SqlRequest): Promise<SqlResult> {
  let columns: SqlColumn[] = [];
  const rows: SqlCell[][] = [];
  const sink: SqlSink = {
    columns: (found) => {
      columns = found;
    },
    rows: (part) => {
      rows.push(...part);
    },
  };
  const { isCut, took } = await passSql(request, sink);
  return { columns, rows, isCut, took };
}

/** The same without a copy of all rows in memory: they go to `sink`. Null for all rows. */
export async function passSql(
  request: SqlPlace & SqlLimits & { sql: string; maxRows: number | null },
  sink: SqlSink,
): Promise<{ isCut: boolean; took: number }> {
  const source: SqlSource = await sqlSourceOf(request);
  const { sql, maxRows } = request;
  return streamSql({ ...source, sql, maxRows, memoryMegabytes }, request, sink);
}
