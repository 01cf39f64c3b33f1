import type { RowsKind } from './row-columns.ts';
import type { ScoreWeights } from './score.ts';

/** Which rows: a filter expression (see `filter/`), and words looked for in handle, algorithm, tag, symbols and the user's tags and notes. */
export interface RowScope {
  archive: string;
  rows: RowsKind;
  filter: string;
  quick: string;
  /** What the column `score` is; balanced without it. */
  score?: ScoreWeights | undefined;
}

export type Selection =
  | { kind: 'rows'; nos: number[] }
  /** Every row that matches the scope, but those excepted. */
  | { kind: 'matching'; except: number[] };
