import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import { openSeriesOf } from '../../formats/bundle/read-series.ts';
import type { Series } from '../../formats/bundle/series.ts';
import { type ScratchBuffer, scratchBuffer } from '../../formats/zstd/scratch-buffer.ts';
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

export type ReadRunCurves = (run: number) => Promise<RunCurves>;

/** One sweep's bundle unpacks to 2 MB; a larger one gets memory of its own. */
export const scratchForCurves = () => scratchBuffer(8 * 1024 ** 2);

/**
 * Opens a backtest once for the curves of several of its runs, and of no other. Bundles are unpacked into `scratch`,
 * which nobody else uses. Throws as `readSeries` does.
 */
export async function openBacktestCurves(
  archive: Archive,
  name: string,
  runs: readonly number[],
  scratch: ScratchBuffer,
): Promise<ReadRunCurves> {
  const { id, folder, fileName } = locateBacktest(archive.index, name);
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(id);
    const read = await openStoredSeries(stored, source);
    return async (run) => curvesOf(await read(run, needed));
  }
  const path = join(folder, fileName);
  const file = await findBundleFile(archive.folder, path);
  return readAtOnce(path, readStableFile(file, path).bytes, runs, scratch);
}

/** In one go: the scratch holds the document only until the next bundle. */
function readAtOnce(
  path: string,
  bytes: Uint8Array,
  runs: readonly number[],
  scratch: ScratchBuffer,
): ReadRunCurves {
  const seriesOf = inFile(path, () => openSeriesOf(readContainer(bytes, scratch)));
  const read = new Map<number, RunCurves | Error>();
  for (const run of runs) {
    try {
      read.set(run, curvesOf(inFile(path, () => needed.map((series) => seriesOf(run, series)))));
    } catch (error) {
      read.set(run, error as Error);
    }
  }
  return async (run) => {
    const curves = read.get(run);
    if (curves instanceof Error) throw curves;
    if (curves === undefined) throw new ArchiveError('internal', `run ${run} was not asked for`);
    return curves;
  };
}

function curvesOf(series: readonly Series[]): RunCurves {
  const [equity, drawdown, months] = series.map(curveOf) as [Curve, Curve, Curve];
  return { equity, drawdown, months };
}

function inFile<Value>(path: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}
