import type { ArchiveId, BacktestDetail, Engine, SeriesPoints } from '#contract/operations.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import { useSettled } from './use-settled.ts';

/** The row in the preview. */
export interface Previewed {
  /** Not the id: two files of the same content share one, and an index of the reference has none. */
  handle: string;
  /** Null: of the backtest as a whole. */
  run: number | null;
}

/** Milliseconds that the focus rests on a row before it is loaded: the arrow keys may be held down. */
const REST = 90;

/** Everything about the backtest that the focus rests on; of another the answer is thrown away. */
export function useBacktest(
  archive: ArchiveId,
  row: Previewed | null,
  version: string,
): Answer<BacktestDetail> {
  const handle = useSettled(row?.handle ?? null, REST);
  const key = handle === null ? null : JSON.stringify([archive, handle, version]);
  return useQuery(key, (engine) => engine.showBacktest({ archive, id: handle ?? '' }));
}

export interface Curves {
  equity: SeriesPoints;
  drawdown: SeriesPoints;
}

/** More points than a panel has pixels show nothing more. */
const POINTS = 600;

/** The equity and drawdown of one run, read from its bundle when they are seen. */
export function useCurves(archive: ArchiveId, handle: string, run: number | null): Answer<Curves> {
  const key = run === null ? null : JSON.stringify([archive, handle, run]);
  return useQuery(key, async (engine: Engine) => {
    const ask = (series: 'equity_curve' | 'drawdown_series') =>
      engine.readSeries({ archive, id: handle, run: run ?? 0, series, points: POINTS });
    const [equity, drawdown] = await Promise.all([ask('equity_curve'), ask('drawdown_series')]);
    return { equity, drawdown };
  });
}
