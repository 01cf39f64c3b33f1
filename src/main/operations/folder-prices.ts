import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { PriceFacts } from '#contract/storage.ts';
import type { IndexReader } from '../store/index/open-index.ts';
import { type PriceReference, readPriceFiles } from '../store/index/read-price-files.ts';
import { chunkName, storeFolder } from './copy-ohlcv.ts';
import { isWithin } from './place-book.ts';

/** The OHLCV side stores of a folder of bundles (FORMATS §6). */
export interface FolderPrices {
  /** Files that bundles refer to and that are there; each once, by its path relative to the folder. */
  stored: Map<string, { name: string; bytes: number }>;
  /** Files in the stores that no bundle refers to. */
  orphans: Map<string, { bytes: number }>;
  /** References that lead to no file, or out of the folder: by the file as the bundle has it. */
  failures: JobFailure[];
  /** Different files that are referred to. */
  referenced: number;
  missing: number;
}

/**
 * Looks at the price files of a folder of bundles without reading them. What a bundle says is not trusted: a name
 * that is no hash, and a store outside of the folder, by its name or by a link, are refused and never opened.
 */
export async function findPrices(folder: string, index: IndexReader): Promise<FolderPrices> {
  const top = await realpath(folder);
  const found: FolderPrices = {
    ...{ stored: new Map(), orphans: new Map(), failures: [], referenced: 0, missing: 0 },
  };
  const stores = new Set<string>();
  const seen = new Set<string>();
  for (const reference of readPriceFiles(index)) {
    try {
      const store = placeOf(folder, reference);
      stores.add(store);
      const path = relative(folder, join(store, reference.file)).replaceAll('\\', '/');
      if (seen.has(path)) continue;
      seen.add(path);
      const size = await sizeWithin(top, join(store, reference.file));
      if (size === null) {
        found.missing += 1;
        throw missing(reference, path);
      }
      found.stored.set(path, { name: reference.file, bytes: size });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      found.failures.push({ ...describeFailure(error), file: error.file ?? reference.path });
    }
  }
  found.referenced = seen.size;
  for (const store of stores) await addOrphans(found, folder, top, store);
  return found;
}

/** Files whose bytes are not those that their names say. */
export async function checkPrices(folder: string, { stored }: FolderPrices): Promise<JobFailure[]> {
  const failures: JobFailure[] = [];
  for (const [path, { name }] of stored) {
    const hash = createHash('sha256');
    for await (const part of createReadStream(join(folder, path))) hash.update(part);
    if (`${hash.digest('hex')}.parquet` === name) continue;
    const error = new ArchiveError('hash-mismatch', `${path} does not hold what its name says`);
    failures.push({ ...describeFailure(error), file: path });
  }
  return failures;
}

/** Counts for people; null where no bundle refers to prices. */
export function priceFacts({
  stored,
  orphans,
  referenced,
  missing,
}: FolderPrices): PriceFacts | null {
  if (referenced === 0) return null;
  const bytes = [...stored.values(), ...orphans.values()].reduce((sum, one) => sum + one.bytes, 0);
  return {
    ...{ files: stored.size + orphans.size, bytes, referenced, missing, orphans: orphans.size },
  };
}

function placeOf(folder: string, { path, store, file }: PriceReference): string {
  const place = storeFolder(join(folder, path), store, folder);
  if (chunkName.test(file)) return place;
  throw new ArchiveError('bad-request', `${JSON.stringify(file)} is no name of a price file`, {
    file: path,
  });
}

/** Null for what is not there; throws for what a link leads out to. */
async function sizeWithin(top: string, path: string): Promise<number | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return null;
  if (!isWithin(top, real))
    throw new ArchiveError('outside-root', `${path} leads out of the folder`);
  const facts = await stat(real);
  return facts.isFile() ? facts.size : null;
}

async function addOrphans(found: FolderPrices, folder: string, top: string, store: string) {
  for (const name of await readdir(store).catch(() => [] as string[])) {
    if (!chunkName.test(name)) continue;
    const path = relative(folder, join(store, name)).replaceAll('\\', '/');
    if (found.stored.has(path)) continue;
    const bytes = await sizeWithin(top, join(store, name)).catch(() => null);
    if (bytes !== null) found.orphans.set(path, { bytes });
  }
}

function missing({ path, key }: PriceReference, file: string): ArchiveError {
  return new ArchiveError('file-missing', `${path} refers to prices of ${key} that are not there`, {
    file,
    advice: 'Bring the file back, or import the bundle again from where it came with its prices.',
  });
}
