import type { CellValue } from '#contract/column.ts';

/** The column of boxes for selecting, before all others. */
export const SELECT_COLUMN = '(select)';
export const SELECT_WIDTH = 36;

/** A column as the table draws it. */
export interface TableColumn {
  id: string;
  label: string;
  /** Said small after the label. */
  unit: string | null;
  /** What the column means, for the tooltip of its head. */
  meaning: string;
  align: 'start' | 'end';
  /** Pixels, until the user changes it. */
  width: number;
  /** The first click on the head sorts the largest first. */
  isDescendingFirst: boolean;
  format: (value: CellValue) => string;
  tone: (value: CellValue) => 'gain' | 'loss' | null;
  /** More about a value than its cell says, for the tooltip. */
  explain: (value: CellValue) => string | null;
}

export interface TableSort {
  column: string;
  descending: boolean;
}

/** How the values of a column are spread, for its head. */
export interface Spread {
  counts: readonly number[];
  /** What a bucket holds. */
  bucketText: (bucket: number) => string;
  /** One sentence for readers. */
  summary: string;
}
