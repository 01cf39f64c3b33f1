import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { PriceSource } from '#contract/run-page.ts';
import { walkDocument } from '../formats/bundle/walk-document.ts';
import { openCursor } from '../formats/messagepack/cursor.ts';
import { skipValue } from '../formats/messagepack/skip-value.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import type { Archive } from './archive.ts';
import { findBundleFile } from './bundle-file.ts';
import { chunkName, storeFolder } from './copy-ohlcv.ts';
import type { OpenRun } from './open-run.ts';
import { isWithin } from './place-book.ts';

interface PriceFile {
  key: string;
  missing: PriceSource['missing'];
  /** The file's bytes, checked against the hash it is named by. */
  read(): Promise<Uint8Array>;
}

/** The price files a backtest names: chunks of the archive, or files beside the bundle (FORMATS §6). */
export async function priceFilesOf(archive: Archive, run: OpenRun): Promise<PriceFile[]> {
  return archive.tiers === null ? besideBundle(archive, run) : storedPrices(archive, run);
}

async function storedPrices(archive: Archive, { found }: OpenRun): Promise<PriceFile[]> {
  const { stored, source } = await archive.tiers!().backtest(found.id);
  return stored.ohlcv.map(({ key, chunk }) => ({
    key,
    missing: chunk === null ? 'not-stored' : null,
    async read() {
      if (chunk !== null) return source.chunk('ohlcv', chunk);
      throw notThere(key);
    },
  }));
}

/** Neither the store's folder nor the names are trusted: nothing outside of the archive is read. */
async function besideBundle(archive: Archive, run: OpenRun): Promise<PriceFile[]> {
  const { found } = run;
  const { formatVersion, payload } = await run.container();
  const cursor = openCursor(payload);
  const { ohlcv } = walkDocument(cursor, formatVersion, () => skipValue(cursor)).facts;
  if (ohlcv === null) return [];
  const bundle = await findBundleFile(archive.folder, join(found.folder, found.fileName));
  const top = await realpath(archive.folder);
  return Promise.all(
    ohlcv.chunks.map(async ({ key, file }): Promise<PriceFile> => {
      const path = await realPlace(bundle, ohlcv.storeDir, file, top);
      if (path === 'outside' || path === 'not-stored') {
        return { key, missing: path, read: () => Promise.reject(notThere(key)) };
      }
      return { key, missing: null, read: async () => readPrices(path, file) };
    }),
  );
}

async function realPlace(bundle: string, storeDir: string, file: string, top: string) {
  if (!chunkName.test(file)) return 'outside';
  try {
    const path = await realpath(join(storeFolder(bundle, storeDir, top), file));
    return isWithin(top, path) ? path : 'outside';
  } catch (error) {
    if (error instanceof ArchiveError) return 'outside';
    return 'not-stored';
  }
}

function readPrices(path: string, name: string): Uint8Array {
  const { bytes } = readStableFile(path, name);
  if (`${createHash('sha256').update(bytes).digest('hex')}.parquet` === name) return bytes;
  throw new ArchiveError('hash-mismatch', `${name} does not hold what its name says`, {
    file: name,
  });
}

function notThere(key: string): ArchiveError {
  return new ArchiveError('file-missing', `the prices ${key} are not stored with this backtest`);
}
