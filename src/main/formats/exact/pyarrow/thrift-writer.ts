import { type ByteSink, createByteSink } from '../bytes/byte-sink.ts';

/** The parts of Thrift's compact protocol that a Parquet file's headers and footer need. */

const TRUE = 1;
const FALSE = 2;
const I16 = 4;
const I32 = 5;
const I64 = 6;
const BINARY = 8;
const LIST = 9;
const STRUCT = 12;

export interface ThriftWriter {
  readonly sink: ByteSink;
  i16(id: number, value: number): void;
  i32(id: number, value: number): void;
  i64(id: number, value: number): void;
  bool(id: number, value: boolean): void;
  binary(id: number, value: Uint8Array): void;
  i32List(id: number, values: readonly number[]): void;
  i64List(id: number, values: readonly number[]): void;
  binaryList(id: number, values: readonly Uint8Array[]): void;
  structList<Item>(id: number, items: readonly Item[], write: (item: Item) => void): void;
  struct(id: number, write: () => void): void;
}

/** One struct in compact form: `write` fills it, the end marker follows. */
export function thriftStruct(write: (writer: ThriftWriter) => void): Uint8Array {
  const writer = createThriftWriter(createByteSink(512));
  write(writer);
  writer.sink.byte(0);
  return writer.sink.view();
}

function createThriftWriter(sink: ByteSink): ThriftWriter {
  let last = 0;

  const field = (id: number, type: number) => {
    const step = id - last;
    if (step > 0 && step < 16) sink.byte((step << 4) | type);
    else {
      sink.byte(type);
      sink.zigzag(id);
    }
    last = id;
  };
  const integer = (id: number, value: number, type: number) => {
    field(id, type);
    sink.zigzag(value);
  };
  const listHead = (id: number, type: number, count: number) => {
    field(id, LIST);
    if (count < 15) sink.byte((count << 4) | type);
    else {
      sink.byte(0xf0 | type);
      sink.varint(count);
    }
  };
  const binaryValue = (value: Uint8Array) => {
    sink.varint(value.length);
    sink.bytes(value);
  };
  const nested = (write: () => void) => {
    const outer = last;
    last = 0;
    write();
    sink.byte(0);
    last = outer;
  };

  return {
    sink,
    i16: (id, value) => integer(id, value, I16),
    i32: (id, value) => integer(id, value, I32),
    i64: (id, value) => integer(id, value, I64),
    bool: (id, value) => field(id, value ? TRUE : FALSE),
    binary(id, value) {
      field(id, BINARY);
      binaryValue(value);
    },
    i32List(id, values) {
      listHead(id, I32, values.length);
      for (const value of values) sink.zigzag(value);
    },
    i64List(id, values) {
      listHead(id, I64, values.length);
      for (const value of values) sink.zigzag(value);
    },
    binaryList(id, values) {
      listHead(id, BINARY, values.length);
      for (const value of values) binaryValue(value);
    },
    structList(id, items, write) {
      listHead(id, STRUCT, items.length);
      for (const item of items) nested(() => write(item));
    },
    struct(id, write) {
      field(id, STRUCT);
      nested(write);
    },
  };
}
