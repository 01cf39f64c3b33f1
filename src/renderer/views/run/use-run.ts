import type { ArchiveId, BacktestDetail, SeriesName, SeriesPoints } from '#contract/operations.ts';
import type { RunFacts, RunRef } from '#contract/run-page.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';

/** Everything the index knows of the backtest, its runs included. */
export function useBacktestDetail(archive: ArchiveId, id: string): Answer<BacktestDetail> {
  return useQuery(JSON.stringify([archive, id]), (engine) => engine.showBacktest({ archive, id }));
}

/** A lowest and a highest point for every pixel: more show nothing more. */
const pointsAcross = () =>
  Math.ceil(Math.min(8000, 2 * window.innerWidth * window.devicePixelRatio));

const shown = [
  'equity_curve',
  'drawdown_series',
  'rolling_sharpe_ratio',
  'monthly_returns',
  'yearly_returns',
] as const satisfies readonly SeriesName[];

export type RunSeries = Record<(typeof shown)[number], SeriesPoints>;

export function useRunSeries(ref: RunRef | null): Answer<RunSeries> {
  return useQuery(keyOf(ref), async (engine) => {
    const { series } = await engine.readRunSeries({
      ...ref!,
      series: [...shown],
      points: pointsAcross(),
    });
    return Object.fromEntries(shown.map((name, place) => [name, series[place]])) as RunSeries;
  });
}

export function useRunFacts(ref: RunRef | null): Answer<RunFacts> {
  return useQuery(keyOf(ref), (engine) => engine.showRun(ref!));
}

export function keyOf(ref: RunRef | null, ...more: unknown[]): string | null {
  return ref === null ? null : JSON.stringify([ref.archive, ref.id, ref.run, ...more]);
}
