/**
 * A buffer to unpack into, kept between files: fresh memory would cost more than the unpacking (0.3 ms for
 * 2.3 MB). Larger contents get memory of their own, so what stays is at most `keep` bytes.
 */
export interface ScratchBuffer {
  /** At least `size` bytes, good until the next call; undefined when that is too much to keep. */
  take(size: number): Uint8Array | undefined;
}

export function scratchBuffer(keep: number): ScratchBuffer {
  let buffer = Buffer.alloc(0);
  return {
    take(size) {
      if (size > keep) return undefined;
      if (buffer.length < size) {
        const roomy = 2 ** Math.ceil(Math.log2(size));
        buffer = Buffer.allocUnsafeSlow(Math.min(keep, roomy));
      }
      return buffer;
    },
  };
}
