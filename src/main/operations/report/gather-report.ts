import { ArchiveError } from '#contract/archive-error.ts';
import type { BacktestDetail, SeriesName, SeriesPoints } from '#contract/operations.ts';
import { REPORT_AT_MOST, type SignificanceTest, type TradeReturns } from '#contract/run-page.ts';
import type { Archive } from '../archive.ts';
import { openRun } from '../open-run.ts';
import { readRunSeries } from '../read-series.ts';
import { showBacktest } from '../show-backtest.ts';
import { significanceTests } from '../significance-tests.ts';
import type { TaskContext } from '../task-context.ts';
import { tradeReturns } from '../trade-returns.ts';

export interface ReportedRun {
  run: number;
  values: BacktestDetail['runs'][number]['values'];
  equity: SeriesPoints;
  drawdown: SeriesPoints;
  months: SeriesPoints;
  returns: TradeReturns;
}

export interface ReportedBacktest {
  detail: BacktestDetail;
  runs: ReportedRun[];
  tests: SignificanceTest[];
}

/** More points than a line on paper has room for. */
const POINTS = 500;
const BINS = 24;
const drawn = [
  'equity_curve',
  'drawdown_series',
  'monthly_returns',
] as const satisfies readonly SeriesName[];

/**
 * What a report shows, in the order named; the same backtest named twice stands once. Throws `bad-request` for none
 * and for too many, `not-found`, and whatever reading a bundle throws.
 */
export async function gatherReport(
  archive: Archive,
  names: readonly string[],
  task: TaskContext,
): Promise<ReportedBacktest[]> {
  const details = new Map<string, BacktestDetail>();
  requireFew(names.length);
  for (const name of names) {
    const detail = await showBacktest(archive, name);
    details.set(detail.handle, detail);
  }
  const gathered: ReportedBacktest[] = [];
  for (const detail of details.values()) {
    await task.ready();
    task.signal.throwIfAborted();
    task.report({ done: gathered.length, total: details.size, current: detail.handle });
    const runs: ReportedRun[] = [];
    for (const { run, values } of detail.runs)
      runs.push(await gatherRun(archive, detail, run, values));
    gathered.push({ detail, runs, tests: await significanceTests(archive, detail.handle) });
  }
  return gathered;
}

async function gatherRun(
  archive: Archive,
  { handle }: BacktestDetail,
  run: number,
  values: ReportedRun['values'],
): Promise<ReportedRun> {
  const ref = { id: handle, run };
  const [equity, drawdown, months] = await readRunSeries(archive, {
    ...ref,
    series: drawn,
    points: POINTS,
  });
  const returns = await tradeReturns(openRun(archive, ref), BINS);
  return { run, values, equity: equity!, drawdown: drawdown!, months: months!, returns };
}

/** Before the work, too: what is too much is said at once. */
export function requireFew(count: number): void {
  if (count === 0) throw new ArchiveError('bad-request', 'a report needs a backtest to report on');
  if (count <= REPORT_AT_MOST) return;
  throw new ArchiveError(
    'bad-request',
    `a report holds ${REPORT_AT_MOST} backtests at most, and ${count} were named`,
    {
      advice:
        'Narrow them by a filter or a ranking, make several reports, or export the table with all of them.',
    },
  );
}
