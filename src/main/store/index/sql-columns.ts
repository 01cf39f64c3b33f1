import { backtestColumns } from '#contract/backtest-summary.ts';
import type { Column } from '#contract/column.ts';
import { runColumns } from '#contract/run-summary.ts';
import { studyColumns } from '#contract/study-summary.ts';

/** How the columns of the contract lie in the tables. Nothing but these lists ever becomes part of a statement. */

/**
 * Numbers before texts: a long text pushes what follows it onto overflow pages, and a scan over a metric
 * should not have to read those.
 */
function stored(columns: readonly Column[]): readonly Column[] {
  const isText = (column: Column) => column.kind === 'text';
  return [...columns.filter((column) => !isText(column)), ...columns.filter(isText)];
}

/** Columns of table `backtests`, in its order, after `no`. */
export const storedBacktestColumns = stored(backtestColumns);

/** Columns of table `runs`, in its order, after `no` and `backtest_no`. */
export const storedRunColumns = stored(runColumns);

/** Columns of table `studies`, in its order, after `no`, `backtest_no` and `study`. */
export const storedStudyColumns = stored(studyColumns);

const wholeNumbers = new Set([
  'run',
  'number_of_runs',
  'number_of_tests',
  'format_version',
  'file_size',
  'payload_bytes',
  'starred',
]);

/**
 * Type in a STRICT table. Counts among the metrics are REAL, because a document may hold 1.5 there and the
 * reference keeps it; SQLite stores an integral REAL as an integer anyway.
 */
export function sqlType(column: Column): 'REAL' | 'INTEGER' | 'TEXT' {
  if (column.kind === 'text') return 'TEXT';
  return column.kind === 'time' || wholeNumbers.has(column.key) ? 'INTEGER' : 'REAL';
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function placeholders(count: number): string {
  return Array.from({ length: count }, () => '?').join(', ');
}
