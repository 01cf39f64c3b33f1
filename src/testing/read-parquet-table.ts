import { readFile } from 'node:fs/promises';
import { zstdDecompressSync } from 'node:zlib';
import { parquetReadObjects } from 'hyparquet';

/** Every row of a Parquet file as an object, read by another library's reader than the one the app uses. */
export async function readParquetTable(path: string): Promise<Record<string, unknown>[]> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
  return parquetReadObjects({
    file: { byteLength, slice: (start, end) => bytes.slice(start, end) },
    compressors: { ZSTD: (page) => zstdDecompressSync(page) },
  });
}
