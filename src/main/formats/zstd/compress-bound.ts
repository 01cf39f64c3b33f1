/** `ZSTD_compressBound`: the most bytes a frame of `size` bytes can take. */
export function compressBound(size: number): number {
  const smallMargin = size < 128 * 1024 ? (128 * 1024 - size) >>> 11 : 0;
  return size + Math.floor(size / 256) + smallMargin + 64;
}
