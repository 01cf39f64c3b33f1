import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import { readSeriesOf } from '../../formats/bundle/read-series.ts';
import type { Series } from '../../formats/bundle/series.ts';
import { readStableFile } from '../../store/files/read-stable-file.ts';
import { findBacktest } from '../../store/index/find-backtest.ts';
import { readStoredSeriesOf } from '../../store/tiered/read-series.ts';
import type { Archive } from '../archive.ts';
import { findBundleFile } from '../bundle-file.ts';
import { type Curve, curveOf } from './curve.ts';

/** What a comparison needs of one run. */
export interface RunCurves {
  equity: Curve;
  drawdown: Curve;
  /** Monthly returns, fractions. */
  months: Curve;
}

const needed = ['equity_curve', 'drawdown_series', 'monthly_returns'] as const;

/** Reads all of them in one reading of the file, or of the tiers. Throws as `readSeries` does. */
export async function readRunCurves(archive: Archive, id: string, run: number): Promise<RunCurves> {
  const [equity, drawdown, months] = (await readNeeded(archive, id, run)).map(curveOf) as [
    Curve,
    Curve,
    Curve,
  ];
  return { equity, drawdown, months };
}

async function readNeeded(archive: Archive, name: string, run: number): Promise<Series[]> {
  const { id, folder, fileName } = findBacktest(archive.index, name);
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(id);
    return readStoredSeriesOf(stored, source, run, needed);
  }
  const path = join(folder, fileName);
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  try {
    const container = readContainer(bytes);
    return needed.map((series) => readSeriesOf(container, run, series));
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
