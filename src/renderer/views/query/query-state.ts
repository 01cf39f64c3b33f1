/** What the screen keeps of an archive over navigation and restart. */
export interface QueryState {
  text: string;
  /** Rows and seconds at most. */
  maxRows: number;
  seconds: number;
  /** What was asked, newest first. */
  history: readonly Asked[];
  /** What was answered last: its rows are not kept over a restart, the question is. */
  answered?: string | undefined;
  shown?: 'table' | 'chart' | undefined;
  /** Chosen last, for every answer that has such columns. */
  chart?: NamedChart | undefined;
}

/** A chart by the names of its columns. */
export interface NamedChart {
  kind: 'line' | 'scatter' | 'bar';
  x: string;
  y: string;
  split: string | null;
}

export interface Asked {
  sql: string;
  /** Epoch milliseconds. */
  at: number;
}

export const rowLimits = [100, 1000, 10_000, 100_000] as const;
export const timeLimits = [10, 60, 600] as const;

export const firstQuery: QueryState = {
  text: 'SELECT handle, algorithm_id, sharpe_ratio, cagr, max_drawdown, number_of_trades\nFROM backtests\nORDER BY sharpe_ratio DESC NULLS LAST',
  maxRows: 1000,
  seconds: 60,
  history: [],
};

const KEPT = 100;
/** Characters: with the text itself well below what is kept of a window (256 KiB). */
const KEPT_TEXT = 60_000;

/** The same question again moves to the front; the oldest go. One too long to be kept pushes none out. */
export function remembered(state: QueryState, sql: string, at: number): QueryState {
  if (sql.length > KEPT_TEXT) return state;
  const others = state.history.filter((asked) => asked.sql !== sql);
  let room = KEPT_TEXT;
  const history = [{ sql, at }, ...others].slice(0, KEPT).filter((asked) => {
    room -= asked.sql.length;
    return room >= 0;
  });
  return { ...state, history };
}

/** A question too long to be kept is not offered again. */
export function answeredWith(state: QueryState, sql: string): QueryState {
  return { ...state, answered: sql.length > KEPT_TEXT ? undefined : sql };
}

/** Whether a kept value is one of ours. */
export function isQueryState(kept: unknown): boolean {
  const state = kept as Partial<QueryState> | null;
  return (
    typeof state?.text === 'string' &&
    typeof state.maxRows === 'number' &&
    typeof state.seconds === 'number' &&
    Array.isArray(state.history) &&
    state.history.every((asked: Partial<Asked> | null) => typeof asked?.sql === 'string') &&
    (state.answered === undefined || typeof state.answered === 'string') &&
    (state.chart === undefined || typeof state.chart?.x === 'string')
  );
}
