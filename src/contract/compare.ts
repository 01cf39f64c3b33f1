import type { CellValue } from './column.ts';
import type { Failure } from './reply.ts';

/** What the Compare screen asks for. A comparison is of runs: a backtest of several runs brings all of them. */

/** Beyond so many runs curves become bands, and tables and the correlation show this many at a time. */
export const CURVES_AT_MOST = 50;
/** Runs in one comparison. */
export const MEMBERS_AT_MOST = 1000;

/** A run of any archive. */
export interface CompareMember {
  archive: string;
  /** Id of its backtest; its handle in an index of the framework, which knows no ids. */
  id: string;
  /** Position of the run in its bundle. */
  run: number;
}

export interface PickedRuns {
  runs: { id: string; run: number }[];
  /** More runs are selected than were asked for. */
  isCut: boolean;
}

export interface ComparedRun {
  archiveName: string;
  handle: string;
  algorithm: string | null;
  /** Runs of the backtest it belongs to. */
  runs: number;
  /** Every column of `runColumns` by key. */
  values: Record<string, CellValue>;
  parameters: { name: string; value: CellValue }[];
}

/** A run that cannot be had does not keep the others away. In the order of the request. */
export type ComparedAnswer = { run: ComparedRun; failure: null } | { run: null; failure: Failure };

/** `account`: in account currency. `rebased`: every curve starts at 100, at its own first point. */
export type CurveScale = 'account' | 'rebased';

export interface CurvesRequest {
  members: CompareMember[];
  scale: CurveScale;
  /** Times on the shared axis, at most. */
  points: number;
  /** Place in `members` of a run whose curve comes along with bands. */
  baseline: number | null;
  /** Names one picture on screen: a newer request of it ends an older one, which fails as `cancelled`. */
  picture: string;
}

/** Curves of several runs on one axis of times. */
export interface ComparedCurves {
  /** Epoch milliseconds, UTC, ascending. */
  time: number[];
  /**
   * False: every point of every curve stands at its own time. True: of each stretch of time every curve
   * keeps its lowest and its highest point.
   */
  isThinned: boolean;
  /** Points of the longest curve. */
  longest: number;
  /** At most `CURVES_AT_MOST`; with bands the baseline alone. */
  curves: ComparedCurve[];
  /** Beyond `CURVES_AT_MOST` runs. */
  bands: { equity: Band; drawdown: Band } | null;
  failed: { place: number; failure: Failure }[];
}

export interface ComparedCurve {
  /** In `members` of the request. */
  place: number;
  /** Null before the first and after the last point of the run, and where the bundle holds no number. */
  equity: (number | null)[];
  /** Fraction, 0 or below. */
  drawdown: (number | null)[];
}

/** Quantiles over the runs that have a value at a time; null where none has. */
export interface Band {
  p10: (number | null)[];
  p25: (number | null)[];
  median: (number | null)[];
  p75: (number | null)[];
  p90: (number | null)[];
  /** Runs with a value. */
  count: number[];
}

export interface ComparedMonths {
  /** First instant of each month in which any run has a return, epoch milliseconds, UTC, ascending. */
  months: number[];
  /** Fractions, by run in the order of the request and month; null where a run has none. */
  returns: (number | null)[][];
  failed: { place: number; failure: Failure }[];
}

export interface ComparedCorrelation {
  /**
   * Pearson's coefficient of two runs' returns from one common time to the next, by place and place. Null
   * (not a number) where they share fewer than three returns, or one of them never moves.
   */
  coefficients: (number | null)[][];
  /** Returns that the two share. */
  shared: number[][];
  failed: { place: number; failure: Failure }[];
}
