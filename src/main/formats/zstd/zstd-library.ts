/**
 * One libzstd behind one small interface, whichever this computer has. Frames that must be byte-exact
 * (bundles, the pages of their Parquet blobs) are only written by libzstd 1.5.7.
 */
export interface Zstd {
  /** Which build does the work. */
  readonly source: 'zstd-napi' | 'node' | 'wasm';
  readonly libraryVersion: string;
  /** One frame with its content size, exactly as `ZSTD_compress` of this library writes it. */
  compress(bytes: Uint8Array, level: number): Uint8Array;
  /**
   * The content of exactly one frame of a known size, written into the start of `into` when that is large
   * enough. Throws an `Error` of the library's own for damaged data or another size.
   */
  decompress(frame: Uint8Array, size: number, into?: Uint8Array): Uint8Array;
}
