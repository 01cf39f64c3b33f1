import type { StoredFacts } from '#contract/storage.ts';
import { findChunk, findFile } from '../store/tiered/stored-index.ts';
import type { Archive } from './archive.ts';

/**
 * Where the parts of a backtest lie in a tiered archive, and what is proved of its file; null for a folder
 * of bundles. Throws `file-damaged`, `file-missing`.
 */
export async function storedFacts(archive: Archive, handle: string): Promise<StoredFacts | null> {
  const { db } = archive.index;
  const place = archive.tiers === null ? null : findFile(db, handle);
  if (place === null) return null;
  const reader = archive.tiers!();
  const { stored } = await reader.backtest(place.bundleId);
  const { symbols, code, original } = stored;
  const chunks: {
    kind: 'params' | 'symbols' | 'code' | 'originals' | 'metric-series-blobs';
    id: string;
  }[] = [...stored.chunks, { kind: 'symbols', id: symbols }];
  if (original !== null) chunks.push({ kind: 'originals', id: original });
  if (code !== null) chunks.push({ kind: 'code', id: code });
  return {
    proof: place.proof,
    isKeptWhole: stored.skeleton === null,
    ...readSymbols(await reader.chunk('symbols', symbols)),
    chunks: chunks.map((one) => ({ ...one, bytes: findChunk(db, one.kind, one.id)?.length ?? 0 })),
    prices: stored.ohlcv,
  };
}

/** As `build-batch` writes them. */
function readSymbols(chunk: Uint8Array): Pick<StoredFacts, 'symbols' | 'tradingSymbols'> {
  const value = JSON.parse(new TextDecoder().decode(chunk)) as Record<string, unknown>;
  const texts = (key: string) => {
    const list = value[key];
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string') : [];
  };
  return { symbols: texts('symbols'), tradingSymbols: texts('trading_symbols') };
}
