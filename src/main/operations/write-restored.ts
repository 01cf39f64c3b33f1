import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readBundleRecord } from '../formats/bundle/read-bundle-record.ts';
import { bundleFile, upgradeBundle } from '../formats/upgrade/upgrade-bundle.ts';
import { writingZstd } from '../formats/zstd/zstd.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { createAtomicFile } from '../store/files/atomic-file.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import type { StoredFile } from '../store/tiered/manifest.ts';
import { payloadOf, type Restorer, restoreFile } from '../store/tiered/restore-file.ts';
import { storeFolder } from './copy-ohlcv.ts';
import type { WriteRequest, Written } from './restore-messages.ts';

/** Writes the file of a backtest out of a tiered archive, with its time. What is there already, byte for byte, is left. */
export async function writeRestored(restorer: Restorer, request: WriteRequest): Promise<Written> {
  const stored = await restorer.reader.file(request.place);
  const staysAsItIs = request.original || stored.headerVersion > 1;
  if (staysAsItIs && (await holds(request.to, stored.sha256))) {
    const bytes = await writePrices(restorer, request, await readFile(request.to));
    return { kind: 'written', what: 'same', isUnchanged: true, bytes, alias: null };
  }
  const upgraded = await upgradedFile(restorer, request, stored);
  if (upgraded !== null) return upgraded;
  const { bytes, isExact } = await restoreFile(restorer, request.place);
  await writeFile(request, bytes, stored);
  const priceBytes = await writePrices(restorer, request, bytes);
  return {
    kind: 'written',
    what: isExact ? 'same' : 'payload',
    isUnchanged: false,
    bytes: bytes.length + priceBytes,
    alias: null,
  };
}

/** A v1 bundle as v2 (archive.md §1.5). One that the framework itself could not open comes out as it came. */
async function upgradedFile(
  restorer: Restorer,
  request: WriteRequest,
  stored: StoredFile,
): Promise<Written | null> {
  if (request.original || stored.headerVersion > 1) return null;
  const payload = upgradedPayload(await payloadOf(restorer.reader, request.place.bundleId));
  if (payload === null) return null;
  const file = bundleFile(payload);
  const isUnchanged = await holds(request.to, sha256(file));
  if (!isUnchanged) await writeFile(request, file, stored);
  const priceBytes = await writePrices(restorer, request, file);
  const bytes = isUnchanged ? priceBytes : file.length + priceBytes;
  return { kind: 'written', what: 'upgraded', isUnchanged, bytes, alias: sha256(payload) };
}

function upgradedPayload(payload: Uint8Array): Uint8Array | null {
  try {
    return upgradeBundle(payload, writingZstd());
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'document-unexpected') return null;
    throw error;
  }
}

async function holds(path: string, hash: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  try {
    return sha256(await readFile(path)) === hash;
  } catch (error) {
    throw asFileFailure(error, basename(path));
  }
}

async function writeFile(
  { to, overwrite }: WriteRequest,
  bytes: Uint8Array,
  { path, mtimeNs }: StoredFile,
): Promise<void> {
  const file = await createAtomicFile(to, path);
  try {
    file.write(bytes);
    await file.setModified(BigInt(mtimeNs));
    await file.commit({ overwrite });
  } finally {
    await file.discard();
  }
}

/** The price files where the bundle looks for them (FORMATS §6). Those the archive lacks stay missing, as they were. */
async function writePrices(
  { reader }: Restorer,
  { place, to, toTop, withOhlcv }: WriteRequest,
  bundle: Uint8Array,
): Promise<number> {
  if (!withOhlcv) return 0;
  const { stored } = await reader.backtest(place.bundleId);
  const ids = new Set(stored.ohlcv.map(({ chunk }) => chunk).filter((id) => id !== null));
  if (ids.size === 0) return 0;
  const folder = storeFolder(to, readBundleRecord(bundle).ohlcv?.storeDir ?? 'ohlcv', toTop);
  let written = 0;
  for (const id of ids)
    written += await writePrice(join(folder, `${id}.parquet`), () => reader.chunk('ohlcv', id));
  return written;
}

async function writePrice(to: string, read: () => Promise<Uint8Array>): Promise<number> {
  if (existsSync(to)) return 0;
  const bytes = await read();
  const file = await createAtomicFile(to, basename(to));
  try {
    file.write(bytes);
    await file.commit({ overwrite: false });
    return bytes.length;
  } catch (error) {
    // Another bundle with the same prices was sooner.
    if (error instanceof ArchiveError && error.code === 'already-exists') return 0;
    throw error;
  } finally {
    await file.discard();
  }
}
