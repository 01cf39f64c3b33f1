import type { BatchManifest } from './manifest.ts';

/** Source code that backtests of a batch get, which had none. */
export interface CodeTie {
  /** The chunk, as a manifest names it. */
  ref: BatchManifest['chunks'][number];
  ids: ReadonlySet<string>;
}

/** A backtest with the code it gets, where it is one of these. */
export function tiedTo<Backtest extends { code: string | null }>(
  backtest: Backtest,
  id: string,
  tie: CodeTie | null,
): Backtest {
  const isMeant = tie !== null && backtest.code === null && tie.ids.has(id);
  return isMeant ? { ...backtest, code: tie.ref.sha256 } : backtest;
}

/** Each chunk once, in the order of their first mention. */
export function eachOnce(chunks: BatchManifest['chunks']): BatchManifest['chunks'] {
  return [...new Map(chunks.map((chunk) => [`${chunk.kind} ${chunk.sha256}`, chunk])).values()];
}
