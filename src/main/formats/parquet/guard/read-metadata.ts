import { type FileMetaData, parquetMetadata } from 'hyparquet';
import { corrupt, readThriftStruct } from '../../exact/pyarrow/thrift-reader.ts';

/** A file, or bytes, of which parts can be read. */
export interface ParquetFile {
  byteLength: number;
  slice(start: number, end?: number): ArrayBuffer | Promise<ArrayBuffer>;
}

/** Length of the metadata and the magic, at the end. */
const TAIL_BYTES = 8;
const MAGIC = 0x31524150;
/** Our largest have some 100 kB. */
const MOST_METADATA_BYTES = 64 * 1024 ** 2;

/**
 * The metadata of a file, whose every length and number was checked before hyparquet is given it. Throws
 * `blob-corrupt`.
 */
export async function readMetadata(file: ParquetFile): Promise<FileMetaData> {
  if (file.byteLength < TAIL_BYTES + 4) throw corrupt(0, 'is too short for a Parquet file');
  const tailAt = file.byteLength - TAIL_BYTES;
  const tail = new DataView(await file.slice(tailAt, file.byteLength));
  const length = tail.getUint32(0, true);
  if (tail.getUint32(4, true) !== MAGIC) throw corrupt(tailAt, 'is no Parquet file');
  if (length > tailAt || length > MOST_METADATA_BYTES) {
    throw corrupt(tailAt, 'announces metadata longer than itself');
  }
  const bytes = new Uint8Array(await file.slice(tailAt - length, file.byteLength));
  readThriftStruct(bytes.subarray(0, length), 0);
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  const rows = metadata.row_groups.reduce((sum, group) => sum + group.num_rows, 0n);
  if (metadata.num_rows !== rows || metadata.row_groups.some((group) => group.num_rows < 0n)) {
    throw corrupt(0, 'miscounts its rows');
  }
  return metadata;
}
