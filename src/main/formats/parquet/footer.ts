import {
  bytesAt,
  corrupt,
  listAt,
  numberAt,
  readThriftStruct,
  structAt,
  type ThriftStruct,
} from '../exact/pyarrow/thrift-reader.ts';

/** What is used of a Parquet footer; field numbers are those of parquet.thrift. */
export interface Footer {
  rows: number;
  columns: ColumnShape[];
  rowGroups: RowGroup[];
}

export interface ColumnShape {
  name: string;
  /** 2 is INT64, 5 is DOUBLE. */
  physicalType: number;
  isOptional: boolean;
  /** A flat column of plain numbers: no group, no list, no meaning such as a timestamp. */
  isPlain: boolean;
}

export interface RowGroup {
  rows: number;
  chunks: ColumnChunk[];
}

export interface ColumnChunk {
  codec: number;
  encodings: number[];
  values: number;
  /** Where its first page begins in the file. */
  offset: number;
}

const MAGIC = 0x31524150;

/** Reads the metadata at the end of a file; throws `blob-corrupt` for anything that is no Parquet file. */
export function readFooter(file: Uint8Array): Footer {
  if (file.length < 12) throw corrupt(0, 'is too short for a Parquet file');
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const end = file.length - 8;
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(end + 4, true) !== MAGIC) {
    throw corrupt(0, 'is no Parquet file');
  }
  const length = view.getUint32(end, true);
  if (length > end - 4) throw corrupt(end, 'announces a footer longer than itself');
  const { value } = readThriftStruct(file.subarray(0, end), end - length);
  const [root, ...elements] = structsAt(value, 2);
  const columns = elements.map(readShape);
  if (root === undefined || root.get(5) !== columns.length) {
    for (const column of columns) column.isPlain = false;
  }
  return { rows: numberAt(value, 3), columns, rowGroups: structsAt(value, 4).map(readRowGroup) };
}

function readShape(element: ThriftStruct): ColumnShape {
  const repetition = element.get(3);
  return {
    name: new TextDecoder().decode(bytesAt(element, 4)),
    physicalType: Number(element.get(1) ?? -1),
    isOptional: repetition === 1,
    isPlain: repetition !== 2 && !element.has(5) && !element.has(6) && !element.has(10),
  };
}

function readRowGroup(group: ThriftStruct): RowGroup {
  return { rows: numberAt(group, 3), chunks: structsAt(group, 1).map(readChunk) };
}

function readChunk(chunk: ThriftStruct): ColumnChunk {
  const metadata = structAt(chunk, 3);
  const dictionaryAt = metadata.get(11);
  const dataAt = numberAt(metadata, 9);
  const isBefore = typeof dictionaryAt === 'number' && dictionaryAt > 0 && dictionaryAt < dataAt;
  return {
    codec: numberAt(metadata, 4),
    encodings: listAt(metadata, 2).map(Number),
    values: numberAt(metadata, 5),
    offset: isBefore ? dictionaryAt : dataAt,
  };
}

function structsAt(struct: ThriftStruct, field: number): ThriftStruct[] {
  return listAt(struct, field).filter((item) => item instanceof Map);
}
