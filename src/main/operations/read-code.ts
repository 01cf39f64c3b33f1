import { ArchiveError } from '#contract/archive-error.ts';
import type { CodeFiles } from '#contract/storage.ts';
import { unpackSource } from '../formats/tar/source-archive.ts';
import { findBacktest } from '../store/index/find-backtest.ts';
import type { Archive } from './archive.ts';

/** More of a file than this nobody reads on a screen; together they stay far below what a reply holds. */
const maxShownBytes = 256 * 1024;
const maxShownTogether = 8 * 1024 ** 2;

/** The source code that came with a backtest. Throws `not-found` where none did, `not-tiered`, `file-damaged`. */
export async function readCode(archive: Archive, name: string): Promise<CodeFiles> {
  const { id, bytes } = await codeChunk(archive, name);
  let left = maxShownTogether;
  const files = unpackSource(bytes).map((file) => {
    const size = file.bytes.length;
    const text = size <= Math.min(maxShownBytes, left) ? asText(file.bytes) : null;
    if (text !== null) left -= size;
    return { path: file.path, bytes: size, text };
  });
  return { chunk: id, bytes: bytes.length, files };
}

/** The chunk as it lies in the archive. */
export async function codeChunk(
  archive: Archive,
  name: string,
): Promise<{ id: string; bytes: Uint8Array }> {
  const { id: bundleId, handle } = findBacktest(archive.index, name);
  const reader = tiersWithCode(archive)();
  const { stored } = await reader.backtest(bundleId);
  if (stored.code !== null) {
    return { id: stored.code, bytes: await reader.chunk('code', stored.code) };
  }
  throw new ArchiveError('not-found', `no source code came with ${handle}`, {
    advice: 'Import backtests with --code <folder> to keep their source code with them.',
  });
}

function asText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Throws `not-tiered`. */
export function tiersWithCode({ tiers }: Archive): NonNullable<Archive['tiers']> {
  if (tiers !== null) return tiers;
  throw new ArchiveError('not-tiered', 'source code lies in tiered archives; this is none');
}
