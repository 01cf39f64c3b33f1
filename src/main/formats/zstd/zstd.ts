import { ArchiveError } from '#contract/archive-error.ts';
import type { Zstd } from './zstd-library.ts';
import { openNapiZstd } from './zstd-napi.ts';
import { openNodeZstd } from './zstd-node.ts';
import { openWasmZstd } from './zstd-wasm.ts';

export type { Zstd };

/** Opens one build, or says null where this computer has none of it. */
export type ZstdCandidate = () => Zstd | null;

/** The library whose frames the framework's releases write since 2025 (byte-exact lab, FORMATS §2). */
export const WRITING_VERSION = '1.5.7';

/**
 * Fastest first. Measured per bundle of 2.3 MB: zstd-napi 0.33 ms (it writes into a buffer that stays),
 * Node's zlib 0.7 ms, WebAssembly 1.1 ms.
 */
const candidates: readonly ZstdCandidate[] = [openNapiZstd, openNodeZstd, openWasmZstd];

/** The fastest build there is: every version of libzstd reads every frame. */
export const readingZstd = once(() => chooseReadingZstd(candidates));

/** The fastest build of libzstd 1.5.7. */
export const writingZstd = once(() => chooseWritingZstd(candidates));

export function chooseReadingZstd(from: readonly ZstdCandidate[]): Zstd {
  for (const open of from) {
    const zstd = open();
    if (zstd !== null) return zstd;
  }
  throw new ArchiveError('internal', 'no zstd library could be loaded');
}

export function chooseWritingZstd(from: readonly ZstdCandidate[]): Zstd {
  const seen: string[] = [];
  for (const open of from) {
    const zstd = open();
    if (zstd?.libraryVersion === WRITING_VERSION) return zstd;
    if (zstd !== null) seen.push(`${zstd.source} ${zstd.libraryVersion}`);
  }
  throw new ArchiveError('internal', `libzstd ${WRITING_VERSION} is not among ${seen.join(', ')}`);
}

/** The choice is a fact of the process; it is made when it is first needed. */
function once<Value>(make: () => Value): () => Value {
  const made: Value[] = [];
  return () => {
    if (made.length === 0) made.push(make());
    return made[0]!;
  };
}
