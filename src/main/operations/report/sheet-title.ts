import type { BacktestDetail } from '#contract/operations.ts';

/** What a backtest is called: its algorithm, else its handle. */
export function titleOf({ values, handle }: BacktestDetail): string {
  return String(values.algorithm_id ?? handle);
}
