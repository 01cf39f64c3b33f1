import { ArchiveError } from '#contract/archive-error.ts';
import { readFrame } from './frame-header.ts';
import type { ScratchBuffer } from './scratch-buffer.ts';
import { readingZstd } from './zstd.ts';

/** How much a frame may unpack to. Real bundles stay under 5 MB and 65 to 1. */
export interface ZstdLimits {
  maxBytes: number;
  /** Content of up to this size is unpacked whatever its ratio. */
  freeBytes: number;
  /** Content to compressed bytes, above `freeBytes`. */
  maxRatio: number;
}

const GIB = 1024 ** 3;

export const payloadLimits: ZstdLimits = {
  maxBytes: GIB,
  freeBytes: 32 * 1024 ** 2,
  maxRatio: 1000,
};

/**
 * The content of the first frame in `bytes`; what follows it is ignored, as the reference does (FORMATS §2).
 * Sizes are judged by the header alone, before anything is allocated: a bomb costs nothing. With a
 * `scratch` the content lies there, and stays valid until that is used again.
 */
export function readFrameContent(
  bytes: Uint8Array,
  fileOffset: number,
  limits: ZstdLimits,
  scratch?: ScratchBuffer,
): Uint8Array {
  const { contentSize, frameSize } = readFrame(bytes, fileOffset);
  requireWithin(contentSize, frameSize, limits, fileOffset);
  try {
    return readingZstd().decompress(
      bytes.subarray(0, frameSize),
      contentSize,
      scratch?.take(contentSize),
    );
  } catch (cause) {
    throw new ArchiveError('zstd-corrupt', 'the compressed data is damaged', {
      offset: fileOffset,
      cause,
    });
  }
}

function requireWithin(
  contentSize: number,
  frameSize: number,
  limits: ZstdLimits,
  offset: number,
): void {
  const { maxBytes, freeBytes, maxRatio } = limits;
  const isTooMuch = contentSize > freeBytes && contentSize > frameSize * maxRatio;
  if (contentSize <= maxBytes && !isTooMuch) return;
  throw new ArchiveError(
    'zstd-too-large',
    `${frameSize} bytes would unpack to ${contentSize}, more than is allowed`,
    { offset },
  );
}
