import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { SeriesName, SeriesPoints } from '#contract/operations.ts';
import { readSeries as readBundleSeries } from '../formats/bundle/read-series.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import { readStoredSeries } from '../store/tiered/read-series.ts';
import type { Archive } from './archive.ts';
import { findBundleFile } from './bundle-file.ts';
import { thinSeries } from './thin-series.ts';

export interface SeriesQuery {
  /** Id or handle of the backtest. */
  id: string;
  run: number;
  series: SeriesName;
  /** At most so many points; 0 for all. */
  points: number;
}

/** Reads one series of one run from the bundle itself, or from the tiers. */
export async function readSeries(archive: Archive, query: SeriesQuery): Promise<SeriesPoints> {
  const { id, folder, fileName } = findBacktest(archive.index, query.id);
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(id);
    return thinSeries(
      await readStoredSeries(stored, source, query.run, query.series),
      query.points,
    );
  }
  const path = join(folder, fileName);
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  try {
    return thinSeries(readBundleSeries(bytes, query.run, query.series), query.points);
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
