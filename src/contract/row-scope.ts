import type { RowsKind } from './row-columns.ts';

/** Which rows: a filter expression (see `filter/`), and words looked for in handle, algorithm, tag, symbols and the user's tags and notes. */
export interface RowScope {
  archive: string;
  rows: RowsKind;
  filter: string;
  quick: string;
}

export type Selection =
  | { kind: 'rows'; nos: number[] }
  /** Every row that matches the scope, but those excepted. */
  | { kind: 'matching'; except: number[] };
