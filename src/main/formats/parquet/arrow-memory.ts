import { corrupt } from '../exact/pyarrow/thrift-reader.ts';

/** A column that lies in the memory of a WebAssembly module, as Arrow's C data interface describes it. */
export interface ArrowColumn {
  name: string;
  /** The interface's format string: `l` int64, `g` float64, `tsm:UTC` a timestamp in milliseconds, … */
  format: string;
  length: number;
  isNull(row: number): boolean;
  /** The number at a row that is not null. */
  numberAt(row: number): number;
}

// Offsets of the C structs where pointers have 32 bits.
const schemaOffsets = { format: 0, name: 4, childCount: 24, children: 32 };
const arrayOffsets = {
  length: 0,
  offset: 16,
  bufferCount: 24,
  childCount: 32,
  buffers: 40,
  children: 44,
};

/** The columns of a record batch; they are good until the module's memory changes. */
export function readArrowColumns(
  memory: ArrayBuffer,
  arrayAddress: number,
  schemaAddress: number,
): ArrowColumn[] {
  const view = new DataView(memory);
  const count = Number(view.getBigInt64(schemaAddress + schemaOffsets.childCount, true));
  const schemas = view.getUint32(schemaAddress + schemaOffsets.children, true);
  const arrays = view.getUint32(arrayAddress + arrayOffsets.children, true);
  return Array.from({ length: count }, (_, index) =>
    readColumn(
      view,
      view.getUint32(arrays + 4 * index, true),
      view.getUint32(schemas + 4 * index, true),
    ),
  );
}

function readColumn(view: DataView, array: number, schema: number): ArrowColumn {
  const format = textAt(view, view.getUint32(schema + schemaOffsets.format, true));
  const length = Number(view.getBigInt64(array + arrayOffsets.length, true));
  const offset = Number(view.getBigInt64(array + arrayOffsets.offset, true));
  const buffers = view.getUint32(array + arrayOffsets.buffers, true);
  const validity = view.getUint32(buffers, true);
  const values = view.getUint32(buffers + 4, true);
  const readNumber = numberReaders[format.startsWith('ts') ? 'l' : format];
  return {
    name: textAt(view, view.getUint32(schema + schemaOffsets.name, true)),
    format,
    length,
    isNull(row) {
      const at = offset + row;
      return validity !== 0 && ((view.getUint8(validity + (at >> 3)) >> (at & 7)) & 1) === 0;
    },
    numberAt(row) {
      if (readNumber === undefined) throw corrupt(0, `has a column of another kind (${format})`);
      return readNumber(view, values, offset + row);
    },
  };
}

const numberReaders: Readonly<
  Record<string, (view: DataView, values: number, index: number) => number>
> = {
  l: (view, values, index) => Number(view.getBigInt64(values + 8 * index, true)),
  L: (view, values, index) => Number(view.getBigUint64(values + 8 * index, true)),
  i: (view, values, index) => view.getInt32(values + 4 * index, true),
  I: (view, values, index) => view.getUint32(values + 4 * index, true),
  g: (view, values, index) => view.getFloat64(values + 8 * index, true),
  f: (view, values, index) => view.getFloat32(values + 4 * index, true),
};

function textAt(view: DataView, address: number): string {
  let end = address;
  while (view.getUint8(end) !== 0) end++;
  return Buffer.from(view.buffer.slice(address, end)).toString('utf8');
}
