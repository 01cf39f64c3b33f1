import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { BundleRecord } from '../formats/bundle/bundle-record.ts';
import { copyFileAtomically } from '../store/files/copy-file.ts';
import { referenceStoreDir } from '../store/tiered/take-prices.ts';
import { isWithin } from './place-book.ts';

export interface OhlcvCopy {
  ohlcv: BundleRecord['ohlcv'];
  /** The bundle's file, and the folder it was found in: nothing outside of that is read. */
  from: string;
  fromTop: string;
  /** Where its price files lie, whatever the bundle says. */
  priceFolder?: string;
  /** The bundle's copy, and the folder it belongs to: nothing outside of that is written. */
  to: string;
  toTop: string;
}

export interface CopiedPrices {
  bytes: number;
  /** What the bundle names and the source lacks. */
  missing: { key: string; file: string }[];
}

/** The price files are named by the SHA-256 of their bytes (FORMATS §6); anything else is no such file. */
export const chunkName = /^[0-9a-f]{64}\.parquet$/;

/**
 * Copies the price files a bundle refers to, so that its copy finds them where it looks. Neither the
 * reference nor the bundle is trusted: names are checked, no path leaves its folder, and each file's hash
 * must be its name. A file that is missing at the source stays missing, which the framework allows.
 * Throws `outside-root`, `bad-request`, `hash-mismatch`.
 */
export async function copyOhlcv(copy: OhlcvCopy): Promise<CopiedPrices> {
  if (copy.ohlcv === null) return { bytes: 0, missing: [] };
  const { storeDir, chunks } = copy.ohlcv;
  const fromFolder = copy.priceFolder ?? storeFolder(copy.from, storeDir, copy.fromTop);
  const toFolder = storeFolder(copy.to, storeDir, copy.toTop);
  const absent = new Set<string>();
  let bytes = 0;
  for (const file of new Set(chunks.map((chunk) => chunk.file))) {
    if (!chunkName.test(file)) {
      throw new ArchiveError('bad-request', `${JSON.stringify(file)} is no name of a price file`);
    }
    const source = await realSource(join(fromFolder, file), copy.fromTop);
    const target = join(toFolder, file);
    if (existsSync(target)) continue;
    if (source === null) absent.add(file);
    else bytes += await copyChecked(source, target, file);
  }
  return { bytes, missing: chunks.filter(({ file }) => absent.has(file)) };
}

/**
 * Where a bundle looks for its price files; throws `outside-root` for anywhere but below `top`. The `../ohlcv`
 * of a bundle that lay in the reference's tiered store is `ohlcv` in `top` where it would lead out.
 */
export function storeFolder(bundle: string, storeDir: string, top: string): string {
  const folder = join(dirname(bundle), storeDir);
  if (!isAbsolute(storeDir) && isWithin(top, folder)) return folder;
  if (storeDir === referenceStoreDir) return join(top, 'ohlcv');
  throw outside(storeDir);
}

async function realSource(path: string, top: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null || isWithin(await realpath(top), real)) return real;
  throw outside(path);
}

async function copyChecked(from: string, to: string, name: string): Promise<number> {
  const hash = createHash('sha256');
  try {
    return await copyFileAtomically(from, to, {
      name,
      overwrite: false,
      watch: (part) => hash.update(part),
      finish() {
        if (`${hash.digest('hex')}.parquet` === name) return;
        throw new ArchiveError('hash-mismatch', `${name} does not hold what its name says`);
      },
    });
  } catch (error) {
    // Another bundle's copy of the same prices was sooner.
    if (error instanceof ArchiveError && error.code === 'already-exists') return 0;
    throw error;
  }
}

function outside(path: string): ArchiveError {
  return new ArchiveError('outside-root', `its price files would lie outside: ${path}`, {
    advice: 'The bundle itself is not affected. Copy the price files by hand if you trust them.',
  });
}
