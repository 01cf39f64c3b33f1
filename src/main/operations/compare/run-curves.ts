import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import { openSeriesOf } from '../../formats/bundle/read-series.ts';
import type { Series } from '../../formats/bundle/series.ts';
import { readStableFile } from '../../store/files/read-stable-file.ts';
import { locateBacktest } from '../../store/index/find-backtest.ts';
import { openStoredSeries } from '../../store/tiered/read-series.ts';
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

/** Opens a backtest once for the curves of several of its runs. Throws as `readSeries` does. */
export async function openBacktestCurves(
  archive: Archive,
  name: string,
): Promise<(run: number) => Promise<RunCurves>> {
  const read = await openNeeded(archive, name);
  return async (run) => {
    const [equity, drawdown, months] = (await read(run)).map(curveOf) as [Curve, Curve, Curve];
    return { equity, drawdown, months };
  };
}

async function openNeeded(
  archive: Archive,
  name: string,
): Promise<(run: number) => Promise<Series[]>> {
  const { id, folder, fileName } = locateBacktest(archive.index, name);
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(id);
    const read = await openStoredSeries(stored, source);
    return (run) => read(run, needed);
  }
  const path = join(folder, fileName);
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  const seriesOf = inFile(path, () => openSeriesOf(readContainer(bytes)));
  return async (run) => inFile(path, () => needed.map((series) => seriesOf(run, series)));
}

function inFile<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
