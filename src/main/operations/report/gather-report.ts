import { ArchiveError } from '#contract/archive-error.ts';
import type { CellValue } from '#contract/column.ts';
import { type ComparedCorrelation, CURVES_AT_MOST } from '#contract/compare.ts';
import type { BacktestDetail, SeriesName, SeriesPoints } from '#contract/operations.ts';
import { REPORT_AT_MOST, type SignificanceTest, type TradeReturns } from '#contract/run-page.ts';
import type { Archive } from '../archive.ts';
import { compareCorrelation } from '../compare/compare-correlation.ts';
import { createCurveShelf } from '../compare/curve-shelf.ts';
import { openRun } from '../open-run.ts';
import { readRunSeries } from '../read-series.ts';
import { showBacktest } from '../show-backtest.ts';
import { significanceTests } from '../significance-tests.ts';
import type { TaskContext } from '../task-context.ts';
import { tradeReturns } from '../trade-returns.ts';
import { tradeColumns } from './report-columns.ts';

export interface ReportedRun {
  run: number;
  values: BacktestDetail['runs'][number]['values'];
  equity: SeriesPoints;
  drawdown: SeriesPoints;
  sharpe: SeriesPoints;
  months: SeriesPoints;
  years: SeriesPoints;
  returns: TradeReturns;
  trades: ReportedTrades;
}

export interface ReportedTrades {
  /** Cells of `tradeColumns`, in the order of the run; the first of `total`. */
  rows: CellValue[][];
  total: number;
}

export interface ReportedBacktest {
  detail: BacktestDetail;
  runs: ReportedRun[];
  tests: SignificanceTest[];
}

export interface GatheredReport {
  backtests: ReportedBacktest[];
  /** How alike the runs move, in their order; null of one run, and of more than are compared. */
  correlation: ComparedCorrelation | null;
}

/** More points than a line on paper has room for. */
const POINTS = 500;
const BINS = 24;
/** Trades listed in one report; every run has its share of them, and no run fewer than the least. */
const TRADES = 20_000;
const LEAST_TRADES = 20;
const drawn = [
  'equity_curve',
  'drawdown_series',
  'rolling_sharpe_ratio',
  'monthly_returns',
  'yearly_returns',
] as const satisfies readonly SeriesName[];

/**
 * What a report shows, in the order named; the same backtest named twice stands once. Throws `bad-request` for none
 * and for too many, `not-found`, and whatever reading a bundle throws.
 */
export async function gatherReport(
  archive: Archive,
  names: readonly string[],
  task: TaskContext,
): Promise<GatheredReport> {
  const details = new Map<string, BacktestDetail>();
  requireFew(names.length);
  for (const name of names) {
    const detail = await showBacktest(archive, name);
    details.set(detail.handle, detail);
  }
  const gathered: ReportedBacktest[] = [];
  const count = [...details.values()].reduce((sum, { runs }) => sum + runs.length, 0);
  const share = Math.max(LEAST_TRADES, Math.floor(TRADES / Math.max(1, count)));
  for (const detail of details.values()) {
    await task.ready();
    task.signal.throwIfAborted();
    task.report({ done: gathered.length, total: details.size, current: detail.handle });
    const runs: ReportedRun[] = [];
    for (const { run, values } of detail.runs)
      runs.push(await gatherRun(archive, detail, run, values, share));
    gathered.push({ detail, runs, tests: await significanceTests(archive, detail.handle) });
  }
  return { backtests: gathered, correlation: await correlationOf(archive, gathered) };
}

/** As the Compare screen works it out, of the whole curves. */
async function correlationOf(archive: Archive, backtests: readonly ReportedBacktest[]) {
  const members = backtests.flatMap(({ detail, runs }) =>
    runs.map(({ run }) => ({ archive: archive.id, id: detail.handle, run })),
  );
  if (members.length < 2 || members.length > CURVES_AT_MOST) return null;
  return compareCorrelation(
    createCurveShelf(async () => archive),
    members,
  );
}

async function gatherRun(
  archive: Archive,
  { handle }: BacktestDetail,
  run: number,
  values: ReportedRun['values'],
  share: number,
): Promise<ReportedRun> {
  const ref = { id: handle, run };
  const [equity, drawdown, sharpe, months, years] = await readRunSeries(archive, {
    ...ref,
    series: drawn,
    points: POINTS,
  });
  const opened = openRun(archive, ref);
  const returns = await tradeReturns(opened, BINS);
  const query = { filter: '', quick: '', sort: [], offset: 0, limit: share };
  const page = (await opened.table('trades')).query({
    ...query,
    columns: tradeColumns.map(({ key }) => key),
  });
  return {
    ...{ run, values, returns },
    ...{ equity: equity!, drawdown: drawdown!, sharpe: sharpe! },
    ...{ months: months!, years: years! },
    trades: { rows: page.rows.map(({ cells }) => cells), total: page.total },
  };
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
