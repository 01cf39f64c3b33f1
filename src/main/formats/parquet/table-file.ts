import { ArchiveError } from '#contract/archive-error.ts';

/** `time` is epoch milliseconds UTC, written as a UTC-adjusted timestamp. */
export interface TableColumn {
  readonly name: string;
  readonly kind: 'text' | 'float64' | 'int64' | 'time';
}

/** The cells of one column in one row group; null is null, NaN stays NaN in a float64 column. */
export type TableCells = readonly (string | number | bigint | null)[];

/**
 * Writes a table as Parquet (zstd), one row group after the other, handing the file's bytes to `write` in
 * order. Each row group has one `TableCells` a column, in the order of `columns`, all of the same length.
 */
export function writeTable(
  columns: readonly TableColumn[],
  rowGroups: Iterable<readonly TableCells[]>,
  write: (bytes: Uint8Array) => void,
): { rows: number; bytes: number } {
  throw new ArchiveError('internal', `not written yet: ${columns.length}${[...rowGroups]}${write}`);
}
