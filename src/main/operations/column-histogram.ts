import type { Histogram, RowScope } from '#contract/operations.ts';
import * as index from '../store/index/column-histogram.ts';
import type { Archive } from './archive.ts';

export type HistogramQuery = Omit<RowScope, 'archive'> & { column: string; bins: number };

/** How the values of a column are spread over the rows that match. Throws `bad-filter`, `unknown-column`. */
export function columnHistogram(archive: Archive, query: HistogramQuery): Histogram {
  return index.columnHistogram(archive.index, query);
}
