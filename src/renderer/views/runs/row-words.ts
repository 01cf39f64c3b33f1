import type { RowsKind } from '#contract/row-columns.ts';

export type RowWords = readonly [one: string, many: string];

/** What one row is called, and many. */
export const rowWords: Readonly<Record<RowsKind, RowWords>> = {
  backtests: ['backtest', 'backtests'],
  studies: ['study', 'studies'],
  runs: ['run', 'runs'],
};
