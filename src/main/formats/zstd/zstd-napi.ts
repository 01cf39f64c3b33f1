import { createRequire } from 'node:module';
import { compressBound } from './compress-bound.ts';
import type { Zstd } from './zstd-library.ts';

/** What is used of `zstd-napi/binding`, an optional dependency that may not have been built. */
interface Binding {
  versionString(): string;
  CCtx: new () => { compress(into: Uint8Array, bytes: Uint8Array, level: number): number };
  DCtx: new () => { decompress(into: Uint8Array, frame: Uint8Array): number };
}

/**
 * The native add-on. In Node 24 it runs on Node's own libzstd, whatever it was built with, so its version
 * is asked and never assumed. Contexts are made once: making one costs as much as a small frame.
 */
export function openNapiZstd(): Zstd | null {
  const binding = loadBinding();
  if (binding === null) return null;
  const compressor = new binding.CCtx();
  const decompressor = new binding.DCtx();
  return {
    source: 'zstd-napi',
    libraryVersion: binding.versionString(),
    compress(bytes, level) {
      const frame = Buffer.allocUnsafeSlow(compressBound(bytes.length));
      const size = compressor.compress(frame, bytes, level);
      return Uint8Array.prototype.slice.call(frame, 0, size);
    },
    decompress(frame, size, into) {
      const target =
        into !== undefined && into.length >= size
          ? into.subarray(0, size)
          : Buffer.allocUnsafeSlow(size);
      const written = decompressor.decompress(target, frame);
      if (written !== size) throw new Error(`the frame holds ${written} bytes instead of ${size}`);
      return target;
    },
  };
}

function loadBinding(): Binding | null {
  try {
    return createRequire(import.meta.url)('zstd-napi/binding');
  } catch {
    // Not installed, or not built for this platform: the next candidate takes its place.
    return null;
  }
}
