import { ArchiveError } from './archive-error.ts';
import type { Failure } from './reply.ts';

/** What the Query screen asks: the one place where SQL crosses the border. */

/** Of a tiered archive DuckDB over its datasets; of a folder of bundles SQLite over its index. */
export type SqlDialect = 'duckdb' | 'sqlite';

export interface SqlColumn {
  name: string;
  /** As the database calls it; empty where SQLite does not know it. */
  type: string;
}

export type SqlCell = number | string | boolean | null;

export interface SqlTable {
  name: string;
  columns: SqlColumn[];
}

export interface SqlQuestion {
  archive: string;
  /** One SELECT. */
  sql: string;
  /** Rows that come back at most. */
  maxRows: number;
  /** After so long it is killed. */
  seconds: number;
  /** Names it, for `cancelSql`; a newer question of the same name ends an older one. */
  question: string;
}

export interface SqlResult {
  columns: SqlColumn[];
  rows: SqlCell[][];
  /** There are more rows than `maxRows`. */
  isCut: boolean;
  /** Milliseconds in the database. */
  took: number;
}

export interface SqlExport {
  archive: string;
  sql: string;
  seconds: number;
  format: 'csv' | 'parquet' | 'json';
  /** A folder; without it the result is kept for download by the browser. */
  to: string | null;
  /** File name; null for the default. */
  name: string | null;
}

/** One text of them; throws `bad-request` for SQL that there is none of. */
export function snippetText(
  snippets: ViewSnippets,
  kind: 'sql' | 'cli' | 'duckdb' | 'polars',
): string {
  const text = snippets[kind];
  if (text !== null) return text;
  const { code, message, advice } = snippets.refusal!;
  throw new ArchiveError(code, message, advice === undefined ? {} : { advice });
}

/** What a table shows, for other tools: the same rows in the same order, and the same columns. */
export interface ViewSnippets {
  dialect: SqlDialect;
  /** Null where no SQL reaches the rows: `refusal` says why. The command does, and so does the Python. */
  sql: string | null;
  refusal: Failure | null;
  cli: string;
  /** Python, with DuckDB. */
  duckdb: string;
  /** Python, with Polars. */
  polars: string;
}
