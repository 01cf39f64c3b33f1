import type { SqlCell, SqlColumn } from '#contract/sql.ts';

/** What the sealed query process is told, once. */
export type SqlOrder = SqlSource & {
  sql: string;
  /** Null for all. */
  maxRows: number | null;
  memoryMegabytes: number;
};

export type SqlSource =
  /** `folder` of the Parquet files is all it may read; `views` stand over them. */
  | { dialect: 'duckdb'; folder: string; views: string }
  /** `index` is a SQLite file. */
  | { dialect: 'sqlite'; index: string };

/** What it answers: columns, rows, and how it ended. After each part of the rows it waits to be told to go on. */
export type SqlMessage =
  | { kind: 'columns'; columns: SqlColumn[] }
  | { kind: 'rows'; rows: SqlCell[][] }
  | { kind: 'end'; isCut: boolean; took: number }
  | { kind: 'failed'; message: string; offset: number | null };

export const GO_ON = 'go on';

/** Sends a message; of rows, resolves when more are wanted. */
export type Tell = (message: SqlMessage) => Promise<void>;
