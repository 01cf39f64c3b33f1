import { ArchiveError } from '#contract/archive-error.ts';
import type { Metric } from '#contract/column.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { cellOf } from '../read-cells.ts';
import { vectorOf } from '../read-vectors.ts';
import type { Snapshot } from '../snapshot.ts';

/** A column of numbers by place, NaN where there is none. `bad-request` for words. */
export function numbersOf(snapshot: Snapshot, rows: RowsKind, column: string): Float64Array {
  const vector = vectorOf(snapshot, rows, requireName(column, snapshot.names[rows]));
  if (vector.kind === 'numbers') return vector.values;
  throw new ArchiveError('bad-request', `${column} holds words, not numbers`);
}

/** NaN is no value; infinities cross as tags. */
export function metricOf(value: number): Metric {
  return Number.isNaN(value) ? null : (cellOf(value) as Metric);
}
