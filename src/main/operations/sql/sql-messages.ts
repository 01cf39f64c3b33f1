/** What the sealed query process is told, once. */
export interface SqlOrder {
  /** Folder of the Parquet files: all it may read. */
  folder: string;
  /** Views over them. */
  views: string;
  sql: string;
  maxRows: number;
  memoryMegabytes: number;
}

export interface SqlColumn {
  name: string;
  /** As DuckDB calls it. */
  type: string;
}

export type SqlCell = number | string | boolean | null;

export interface SqlResult {
  columns: SqlColumn[];
  rows: SqlCell[][];
  /** There are more rows than `maxRows`. */
  isCut: boolean;
  /** Milliseconds in the database. */
  took: number;
}

export type SqlAnswer = { ok: true; result: SqlResult } | { ok: false; message: string };
