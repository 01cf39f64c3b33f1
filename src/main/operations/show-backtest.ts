import type { BacktestDetail } from '#contract/operations.ts';
import type { Archive } from './archive.ts';

/**
 * One backtest by id (whole, or a beginning that only one has) or handle.
 * Throws `not-found`, or `bad-request` where a beginning is not enough.
 */
export async function showBacktest(archive: Archive, name: string): Promise<BacktestDetail> {
  throw new Error(`not built yet: ${archive.id} ${name}`);
}
