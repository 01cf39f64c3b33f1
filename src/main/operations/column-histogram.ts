import type { Histogram, RowScope } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

export type HistogramQuery = Omit<RowScope, 'archive'> & { column: string; bins: number };

export function columnHistogram(archive: Archive, query: HistogramQuery): Histogram {
  throw new Error(`not built yet: ${archive.id} ${query.column}`);
}
