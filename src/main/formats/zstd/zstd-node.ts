import * as zlib from 'node:zlib';
import { compressBound } from './compress-bound.ts';
import type { Zstd } from './zstd-library.ts';

/**
 * Node's own zlib (22.15 and newer). With a chunk size of at least the compress bound libzstd takes its
 * one-shot path, and only then are the frames those of `ZSTD_compress`.
 */
export function openNodeZstd(): Zstd | null {
  if (typeof zlib.zstdCompressSync !== 'function') return null;
  const { ZSTD_c_compressionLevel: levelParameter } = zlib.constants;
  return {
    source: 'node',
    libraryVersion: process.versions.zstd ?? 'unknown',
    compress: (bytes, level) =>
      zlib.zstdCompressSync(bytes, {
        chunkSize: compressBound(bytes.length),
        params: { [levelParameter]: level },
      }),
    decompress(frame, size) {
      const bytes = zlib.zstdDecompressSync(frame, {
        // One byte more than expected shows a frame that holds more than it says.
        chunkSize: Math.max(64, size + 1),
        maxOutputLength: size + 1,
      });
      if (bytes.length !== size)
        throw new Error(`the frame holds ${bytes.length} bytes, not ${size}`);
      return bytes;
    },
  };
}
