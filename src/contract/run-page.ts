import type { CellValue } from './column.ts';
import type { RunTableName } from './run-tables.ts';

/** What the page of one run asks for. Times are epoch milliseconds UTC. */

export interface RunRef {
  archive: string;
  /** Id or handle of the backtest. */
  id: string;
  run: number;
}

export interface RunRowScope extends RunRef {
  table: RunTableName;
  /** The grammar of `filter/`, over the columns of the table. */
  filter: string;
  /** Words looked for in every text column. */
  quick: string;
  sort: { column: string; descending: boolean }[];
}

export interface RunRowQuery extends RunRowScope {
  columns: string[];
  offset: number;
  limit: number;
}

export interface RunRowPage {
  offset: number;
  /** Rows that match. */
  total: number;
  rows: { no: number; cells: CellValue[] }[];
}

/** A price file that the bundle names. */
export interface PriceSource {
  /** As the bundle names it: free text, by convention `BTC/EUR@4h`. */
  key: string;
  /** The symbol of the run's trades that its name says; null where it says none of them. */
  symbol: string | null;
  /** Why it cannot be drawn; null when it can. */
  missing: 'not-stored' | 'outside' | null;
}

export interface RunFacts {
  /** Rows of the tables that can be counted at once; of the others `queryRunRows` says it. */
  counts: Partial<Record<RunTableName, number>>;
  /** Account currency; null where the document has none. */
  currency: string | null;
  /** What was traded or ordered, sorted. */
  symbols: string[];
  prices: PriceSource[];
  /** SHA-256 of the bundle's file as it came; null in a folder of bundles, where the file itself lies. */
  fileSha256: string | null;
}

/** Prices of one symbol, oldest first. */
export interface Candles {
  /** Null: the prices are those of the run's own orders, one candle an order. */
  key: string | null;
  /** Bars in the file within the times asked for. */
  total: number;
  /** More than 1 where there would be more candles than were asked for. */
  barsPerCandle: number;
  time: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: (number | null)[];
}

export interface TradeReturns {
  /** Closed trades with a cost. */
  count: number;
  wins: number;
  /** Fractions. */
  mean: number | null;
  median: number | null;
  best: number | null;
  worst: number | null;
  /** `from` inclusive, `to` exclusive but for the last; fractions. A border lies at 0. */
  bins: { from: number; to: number; count: number }[];
}

/** A permutation test of 8.10, or a Monte Carlo test of the formats after it. */
export interface SignificanceTest {
  study: string | null;
  engine: string | null;
  window: string | null;
  start: number | null;
  end: number | null;
  permutations: number;
  metrics: {
    metric: string;
    real: CellValue;
    pValue: number | null;
    /** Of each permutation; null for NaN and what is missing. */
    permuted: (number | null)[];
  }[];
}

/** Backtests in one report at most: beyond that no page is read, and few browsers open it. */
export const REPORT_AT_MOST = 50;
