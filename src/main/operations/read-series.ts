import type { SeriesName, SeriesPoints } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

export interface SeriesQuery {
  /** Id or handle of the backtest. */
  id: string;
  run: number;
  series: SeriesName;
  /** At most so many points; 0 for all. */
  points: number;
}

/** Decodes one series of one run from the bundle itself. */
export async function readSeries(archive: Archive, query: SeriesQuery): Promise<SeriesPoints> {
  throw new Error(`not built yet: ${archive.id} ${query.id}`);
}
