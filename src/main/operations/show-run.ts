import type { RunFacts } from '#contract/run-page.ts';
import { findFile } from '../store/tiered/stored-index.ts';
import type { Archive } from './archive.ts';
import type { OpenRun } from './open-run.ts';
import { priceFilesOf } from './price-files.ts';

/** Tables whose rows are counted without putting a document together. */
const counted = ['trades', 'orders', 'signals', 'snapshots'] as const;

export async function showRun(archive: Archive, run: OpenRun): Promise<RunFacts> {
  const counts: RunFacts['counts'] = {};
  for (const kind of counted) counts[kind] = await run.count(kind);
  const { trading_symbol: currency } = run.values;
  const symbols = await symbolsOf(run);
  const files = await priceFilesOf(archive, run);
  return {
    counts,
    currency: currency === null || currency === undefined ? null : String(currency),
    symbols,
    prices: files.map(({ key, missing }) => ({
      key,
      symbol: symbols.find((symbol) => isOfSymbol(key, symbol)) ?? null,
      missing,
    })),
    fileSha256: await fileHash(archive, run.found.handle),
  };
}

async function symbolsOf(run: OpenRun): Promise<string[]> {
  const found = new Set<string>();
  for (const name of ['trades', 'orders'] as const) {
    const table = await run.table(name);
    const query = { filter: 'symbol IS NOT NULL', quick: '', sort: [], columns: ['symbol'] };
    const { rows } = table.query({ ...query, offset: 0, limit: table.count });
    for (const { cells } of rows) found.add(String(cells[0]));
  }
  return [...found].sort();
}

/** Keys are free text, by convention `BTC/EUR@4h`, once `BTC/EUR:1h` (FORMATS §6). */
function isOfSymbol(key: string, symbol: string): boolean {
  const named = key.split(/[@:]/)[0] ?? key;
  return named === symbol || named.replace(/[-_]/, '/') === symbol;
}

async function fileHash(archive: Archive, handle: string): Promise<string | null> {
  if (archive.tiers === null) return null;
  const place = findFile(archive.index.db, handle);
  return place === null ? null : (await archive.tiers().file(place)).sha256;
}
