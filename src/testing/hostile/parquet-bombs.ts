import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writeDataset } from '../../main/formats/exact/datasets/write-dataset.ts';
import { numberAt, readThriftStruct } from '../../main/formats/exact/pyarrow/thrift-reader.ts';
import { readFooter } from '../../main/formats/parquet/footer.ts';
import { readingZstd } from '../../main/formats/zstd/zstd.ts';
import { fixturesFolder } from '../interop-fixtures.ts';
import { bombFrame } from '../zstd-frames.ts';

const GIB = 1024 ** 3;

/** A series among other columns, which the general reader gets; each of its pages unpacks to a GiB. */
export function seriesOfGibibytes(): Buffer {
  const bytes = new ByteWriter();
  const column = (name: string, type: 'INT64' | 'DOUBLE') => ({ name, type });
  const file = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'table', num_children: 3 },
      column('ts', 'INT64'),
      column('value', 'DOUBLE'),
      column('more', 'DOUBLE'),
    ],
    codec: 'ZSTD',
    compressors: { ZSTD: () => bombFrame(GIB) },
  });
  const columnData = [
    { name: 'ts', data: [1n, 2n] },
    { name: 'value', data: [1, 2] },
    { name: 'more', data: [1, 2] },
  ];
  file.write({ columnData, rowGroupSize: 2 });
  file.finish();
  return Buffer.from(bytes.getBytes());
}

/** Rows of an archive whose pages unpack to a GiB each. */
export function rowsOfGibibytes(): Buffer {
  const zstd = { ...readingZstd(), compress: () => bombFrame(GIB) };
  return Buffer.from(writeDataset('signals', threeRows, zstd).bytes);
}

/** Rows of an archive of which a run is said to be 2^31 long. */
export function rowsWithoutEnd(): Buffer {
  return withEndlessRun(Buffer.from(writeDataset('signals', threeRows).bytes));
}

/** Prices of which a run is said to be 2^31 long. */
export function pricesWithoutEnd(): Buffer {
  return withEndlessRun(
    readFileSync(join(fixturesFolder, 'pyarrow-prices/none-text-times.parquet')),
  );
}

const threeRows = [{ id: 'a', table: { rows: 3, columns: {} } }];
const DICTIONARY = 2;
const DATA_V2 = 3;

/** In every column. The levels come first in a page: behind their length, or in pages of the second kind at once. */
function withEndlessRun(file: Buffer): Buffer {
  for (const chunk of readFooter(file).rowGroups[0]!.chunks) {
    for (let at = chunk.offset, isDone = false; !isDone; ) {
      const { value: header, end } = readThriftStruct(file, at);
      const kind = numberAt(header, 1);
      at = end + numberAt(header, 3);
      if (kind === DICTIONARY) continue;
      file.set(Buffer.from('feffffff0f', 'hex'), kind === DATA_V2 ? end : end + 4);
      isDone = true;
    }
  }
  return file;
}
