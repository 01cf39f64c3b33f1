import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { SeriesName, SeriesPoints } from '#contract/operations.ts';
import { readContainer } from '../formats/bundle/container.ts';
import { openSeriesOf } from '../formats/bundle/read-series.ts';
import type { Series } from '../formats/bundle/series.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { locateBacktest } from '../store/index/find-backtest.ts';
import { readStoredSeriesOf } from '../store/tiered/read-series.ts';
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
  const [series] = await readRunSeries(archive, { ...query, series: [query.series] });
  return series!;
}

/** Several series of one run, in the order asked, in one reading. */
export async function readRunSeries(
  archive: Archive,
  query: Omit<SeriesQuery, 'series'> & { series: readonly SeriesName[] },
): Promise<SeriesPoints[]> {
  const all = await readWhole(archive, query.id, query.run, query.series);
  return all.map((series) => thinSeries(series, query.points));
}

async function readWhole(
  archive: Archive,
  name: string,
  run: number,
  series: readonly SeriesName[],
): Promise<Series[]> {
  const { id, folder, fileName } = locateBacktest(archive.index, name);
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(id);
    return readStoredSeriesOf(stored, source, run, series);
  }
  const path = join(folder, fileName);
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  try {
    const seriesOf = openSeriesOf(readContainer(bytes));
    return series.map((one) => seriesOf(run, one));
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
