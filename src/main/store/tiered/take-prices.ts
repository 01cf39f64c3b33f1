import { dirname, join, resolve, sep } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import { type Publisher, type StagedFile, sha256 } from '../durable/publisher.ts';
import { readStableFile } from '../files/read-stable-file.ts';
import type { StoredBacktest } from './manifest.ts';

/** A bundle file whose prices are looked for. */
export interface PriceSource {
  realPath: string;
  /** OHLCV stores are only followed below this folder. */
  top: string;
  /** Where the price files lie whatever the bundle says, as in the reference's tiered store (FORMATS §14). */
  priceFolder?: string;
}

/** What the reference's tiered store writes into every bundle (FORMATS §13), whose `bundles` lie beside `ohlcv`. */
export const referenceStoreDir = '../ohlcv';

const priceName = /^([0-9a-f]{64})\.parquet$/;

/**
 * The price files a bundle refers to, staged once each. Only names that are a hash, in a store below the
 * folder taken in (FORMATS §6: the reference checks neither); what is missing is noted, not an error.
 */
export async function takePrices(
  publisher: Publisher,
  file: PriceSource,
  ohlcv: BundleRecord['ohlcv'],
  taken: Map<string, StagedFile>,
): Promise<StoredBacktest['ohlcv']> {
  const refs: StoredBacktest['ohlcv'] = [];
  for (const { key, file: name } of ohlcv?.chunks ?? []) {
    const id = priceName.exec(name)?.[1] ?? null;
    const folder = priceFolderOf(file, ohlcv!.storeDir);
    const chunk =
      id !== null && folder !== null
        ? await takePrice(publisher, join(folder, name), id, taken)
        : null;
    refs.push({ key, file: name, chunk });
  }
  return refs;
}

/** Null where the bundle would have it outside of the folder that is taken in. */
function priceFolderOf(
  { realPath, top, priceFolder }: PriceSource,
  storeDir: string,
): string | null {
  if (priceFolder !== undefined) return priceFolder;
  const folder = resolve(dirname(realPath), storeDir);
  if (`${folder}${sep}`.startsWith(`${resolve(top)}${sep}`)) return folder;
  return storeDir === referenceStoreDir ? join(top, 'ohlcv') : null;
}

async function takePrice(
  publisher: Publisher,
  path: string,
  id: string,
  taken: Map<string, StagedFile>,
): Promise<string | null> {
  if (taken.has(id)) return id;
  try {
    const { bytes } = readStableFile(path, `${id}.parquet`);
    if (sha256(bytes) !== id) return null;
    taken.set(id, await publisher.stage(bytes));
    return id;
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'not-found') return null;
    throw error;
  }
}
