import { ArchiveError } from '#contract/archive-error.ts';
import type { TradeReturns } from '#contract/run-page.ts';
import type { RunPart } from '#contract/run-snippet.ts';
import type { SeriesName } from '#contract/series-names.ts';
import { text } from './dialects.ts';
import { runTableSource } from './run-table-source.ts';
import { isDatasetTable, runTableSql } from './run-table-sql.ts';

export interface SnippetRun {
  id: string;
  handle: string;
  run: number;
}

/**
 * A part of runs in SQL over the datasets of a tiered archive: the figures that the window shows, all of them.
 * `bins`: of the trade returns. Throws `bad-request` where no dataset has it.
 */
export function partSql(
  part: RunPart,
  runs: readonly SnippetRun[],
  bins: TradeReturns['bins'],
): string {
  switch (part.kind) {
    case 'series':
      return seriesSql(runs, part.series);
    case 'returns':
      return returnsSql(idsOf(runs), bins);
    case 'prices':
      if (part.key !== null) {
        throw unreachable('prices lie in chunks, where no SQL reads them');
      }
      return ordersSql(idsOf(runs), part.symbol);
    case 'table':
      if (!isDatasetTable(part.table)) {
        throw unreachable(`the ${part.table} of a run lie only in its document`);
      }
      return runTableSql(part.table, idsOf(runs), part);
    case 'permutations':
      throw unreachable('the tests of a run lie only in its document');
    case 'correlation':
      return correlationSql(runs);
  }
}

function pairsOf(runs: readonly SnippetRun[]): string {
  return runs.map(({ id, run }) => `(${text(id)}, ${run})`).join(',\n  ');
}

function idsOf(runs: readonly SnippetRun[]): string {
  return `SELECT run_id FROM runs WHERE (bundle_id, run) IN (${pairsOf(runs)})`;
}

function seriesSql(runs: readonly SnippetRun[], series: readonly SeriesName[]): string {
  return [
    'SELECT b.handle, r.run, s.metric_name, s.ts, s.value',
    'FROM metric_series s JOIN runs r USING (run_id) JOIN backtests b USING (bundle_id)',
    `WHERE s.metric_name IN (${series.map(text).join(', ')})`,
    `AND (r.bundle_id, r.run) IN (\n  ${pairsOf(runs)}\n)`,
    'ORDER BY b.handle, r.run, s.metric_name, s.ts',
  ].join('\n');
}

/** Buckets of no trade, too; what lies on the upper border of the last one is in it. */
function returnsSql(ids: string, bins: TradeReturns['bins']): string {
  // A border lies at 0: of the bucket beside it the width is exact.
  const width = bins.find(({ from }) => from === 0)?.to ?? -(bins.at(-1)?.from ?? -1);
  const first = Math.round((bins[0]?.from ?? 0) / width);
  const wide = `${width}::DOUBLE`;
  const last = first + Math.max(0, bins.length - 1);
  return [
    runTableSource('trades', ids),
    `SELECT place * ${wide} AS "from", (place + 1) * ${wide} AS "to", count(trade_return) AS trades`,
    `FROM range(${first}, ${last + 1}) buckets(place)`,
    `LEFT JOIN trades_of_runs ON greatest(${first}, least(${last}, floor(trade_return / ${wide}))) = place`,
    'GROUP BY place ORDER BY place',
  ].join('\n');
}

function ordersSql(ids: string, symbol: string): string {
  return [
    runTableSource('orders', ids),
    'SELECT created_at, price, amount FROM orders_of_runs',
    `WHERE symbol = ${text(symbol)} AND price IS NOT NULL AND created_at IS NOT NULL`,
    'ORDER BY created_at, no',
  ].join('\n');
}

/** Returns from one common time of two runs to the next, correlated; fewer than three give none. */
function correlationSql(runs: readonly SnippetRun[]): string {
  const places = runs.map(({ id, run }, place) => `(${text(id)}, ${run}, ${place + 1})`);
  return [
    `WITH wanted(bundle_id, run, place) AS (VALUES\n  ${places.join(',\n  ')}\n)`,
    ', points AS (\n  SELECT place, ts, last(value) AS value',
    '  FROM metric_series JOIN runs USING (run_id) JOIN wanted USING (bundle_id, run)',
    "  WHERE metric_name = 'equity_curve' AND isfinite(value) GROUP BY ALL\n)",
    ', pairs AS (\n  SELECT a.place AS one, b.place AS other,',
    '    a.value / nullif(lag(a.value) OVER pair, 0) - 1 AS x, b.value / nullif(lag(b.value) OVER pair, 0) - 1 AS y',
    '  FROM points a JOIN points b USING (ts)',
    '  WINDOW pair AS (PARTITION BY a.place, b.place ORDER BY ts)\n)',
    'SELECT one, other, count(*) AS shared,',
    '  CASE WHEN count(*) >= 3 AND min(x) < max(x) AND min(y) < max(y) THEN corr(x, y) END AS coefficient',
    'FROM pairs WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY one, other ORDER BY one, other',
  ].join('\n');
}

function unreachable(why: string): ArchiveError {
  return new ArchiveError('bad-request', why, {
    advice: 'Copy the command or the Python instead, or the figures.',
  });
}
