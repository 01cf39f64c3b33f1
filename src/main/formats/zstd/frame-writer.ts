import { createRequire } from 'node:module';
import * as zlib from 'node:zlib';
import { compressBound } from './compress-bound.ts';
import { WRITING_VERSION, writingZstd } from './zstd.ts';

/**
 * The outer frames of bundles, as their writers made them (FORMATS §2). `one-shot`: ZSTD_compress over the
 * whole payload. `stream`: fed through a stream that was told the total size, as 9.0.0a20 does; libzstd
 * then works in steps of 128 KiB, so that frames of more than that differ.
 */
export interface FrameSettings {
  how: 'one-shot' | 'stream';
  level: number;
  checksum: boolean;
}

/** Frames of libzstd 1.5.7. Null where this computer cannot write such a frame. */
export type WriteFrame = (bytes: Uint8Array, settings: FrameSettings) => Uint8Array | null;

/** The fastest that there is: the add-on, Node's own zlib, and for plain one-shot frames WebAssembly. */
export function openFrameWriter(): WriteFrame {
  const special = openNapiFrames() ?? openNodeFrames();
  return (bytes, settings) => {
    if (settings.how === 'one-shot' && !settings.checksum)
      return writingZstd().compress(bytes, settings.level);
    return special?.(bytes, settings) ?? null;
  };
}

/** What is used of `zstd-napi/binding`, an optional dependency that may not have been built. */
interface Binding {
  versionString(): string;
  CParameter: { compressionLevel: number; checksumFlag: number };
  EndDirective: { continue: number; end: number };
  ResetDirective: { sessionAndParameters: number };
  CCtx: new () => {
    setParameter(parameter: number, value: number): void;
    setPledgedSrcSize(size: number): void;
    reset(reset: number): void;
    compress2(into: Uint8Array, bytes: Uint8Array): number;
    compressStream2(
      into: Uint8Array,
      bytes: Uint8Array,
      end: number,
    ): [left: number, produced: number, consumed: number];
  };
}

export function openNapiFrames(): WriteFrame | null {
  const binding = loadBinding();
  if (binding?.versionString() !== WRITING_VERSION) return null;
  const { CParameter, EndDirective, ResetDirective } = binding;
  const context = new binding.CCtx();
  return (bytes, { how, level, checksum }) => {
    context.reset(ResetDirective.sessionAndParameters);
    context.setParameter(CParameter.compressionLevel, level);
    context.setParameter(CParameter.checksumFlag, checksum ? 1 : 0);
    const into = Buffer.allocUnsafeSlow(compressBound(bytes.length));
    if (how === 'one-shot') return copyOf(into, context.compress2(into, bytes));
    context.setPledgedSrcSize(bytes.length);
    let size = 0;
    for (let from = 0; from < bytes.length; ) {
      // All of it with `end` at once would be a one-shot in disguise.
      const step = context.compressStream2(
        into.subarray(size),
        bytes.subarray(from),
        EndDirective.continue,
      );
      size += step[1];
      from += step[2];
    }
    for (let left = 1; left > 0; ) {
      const step = context.compressStream2(
        into.subarray(size),
        new Uint8Array(0),
        EndDirective.end,
      );
      left = step[0];
      size += step[1];
    }
    return copyOf(into, size);
  };
}

/** A chunk size of at least the bound makes libzstd take its one-shot path, a smaller one its stream. */
export function openNodeFrames(): WriteFrame | null {
  if (typeof zlib.zstdCompressSync !== 'function') return null;
  if (process.versions.zstd !== WRITING_VERSION) return null;
  const { ZSTD_c_compressionLevel, ZSTD_c_checksumFlag } = zlib.constants;
  return (bytes, { how, level, checksum }) => {
    const isStream = how === 'stream';
    const bound = compressBound(bytes.length);
    // Below 64 bytes Node takes no chunk size; so small a frame is the same either way.
    const chunkSize = isStream ? Math.max(64, Math.min(65_536, bound - 1)) : bound;
    return zlib.zstdCompressSync(bytes, {
      chunkSize,
      ...(isStream ? { pledgedSrcSize: bytes.length } : {}),
      params: { [ZSTD_c_compressionLevel]: level, [ZSTD_c_checksumFlag]: checksum ? 1 : 0 },
    });
  };
}

function copyOf(bytes: Uint8Array, size: number): Uint8Array {
  return Uint8Array.prototype.slice.call(bytes, 0, size);
}

function loadBinding(): Binding | null {
  try {
    return createRequire(import.meta.url)('zstd-napi/binding');
  } catch {
    return null;
  }
}
