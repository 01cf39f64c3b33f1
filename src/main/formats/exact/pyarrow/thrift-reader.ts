import { ArchiveError } from '#contract/archive-error.ts';

/** A struct of Thrift's compact protocol: field id to value. Binary stays bytes. */
export type ThriftStruct = Map<number, ThriftValue>;
export type ThriftValue = boolean | number | Uint8Array | ThriftValue[] | ThriftStruct;

const MAX_DEPTH = 16;
/** Field numbers are 16-bit. */
const MAX_FIELD = 32_767;

/** Reads one struct at `offset`; throws `blob-corrupt` when it runs over the end or nests too deep. */
export function readThriftStruct(
  bytes: Uint8Array,
  offset: number,
): { value: ThriftStruct; end: number } {
  let at = offset;

  const byte = (): number => {
    if (at >= bytes.length) throw corrupt(at, 'ends inside a Thrift struct');
    return bytes[at++]!;
  };
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const next = byte();
      value += (next & 127) * factor;
      if (next < 128) return value;
    }
    throw corrupt(at, 'has an integer without an end');
  };
  const zigzag = (): number => {
    const value = varint();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  };
  const list = (depth: number): ThriftValue[] => {
    const head = byte();
    const count = head >> 4 === 15 ? varint() : head >> 4;
    const type = head & 15;
    if (count > bytes.length - at) throw corrupt(at, 'claims a list longer than the file');
    const values: ThriftValue[] = [];
    for (let i = 0; i < count; i++) values.push(type < 3 ? byte() === 1 : one(type, depth));
    return values;
  };
  const struct = (depth: number): ThriftStruct => {
    if (depth > MAX_DEPTH) throw corrupt(at, 'nests its metadata too deep');
    const fields: ThriftStruct = new Map();
    for (let id = 0; ; ) {
      const head = byte();
      if (head === 0) return fields;
      id = head >> 4 === 0 ? zigzag() : id + (head >> 4);
      if (id < 1 || id > MAX_FIELD) throw corrupt(at, 'names a field that cannot be');
      fields.set(id, one(head & 15, depth));
    }
  };
  const one = (type: number, depth: number): ThriftValue => {
    if (type === 1) return true;
    if (type === 2) return false;
    if (type === 3) return byte();
    if (type >= 4 && type <= 6) return zigzag();
    if (type === 7) {
      at += 8;
      return bytes.subarray(at - 8, at);
    }
    if (type === 8) {
      const length = varint();
      if (length > bytes.length - at) throw corrupt(at, 'claims a text longer than the file');
      at += length;
      return bytes.subarray(at - length, at);
    }
    if (type === 9 || type === 10) return list(depth + 1);
    if (type === 12) return struct(depth + 1);
    throw corrupt(at, `has a Thrift type ${type} that Parquet does not use`);
  };

  const value = struct(0);
  return { value, end: at };
}

export function numberAt(struct: ThriftStruct, id: number): number {
  const value = struct.get(id);
  if (typeof value === 'number') return value;
  throw corrupt(0, `lacks the number in field ${id} of its metadata`);
}

export function structAt(struct: ThriftStruct, id: number): ThriftStruct {
  const value = struct.get(id);
  if (value instanceof Map) return value;
  throw corrupt(0, `lacks the struct in field ${id} of its metadata`);
}

export function listAt(struct: ThriftStruct, id: number): ThriftValue[] {
  const value = struct.get(id);
  if (Array.isArray(value)) return value;
  throw corrupt(0, `lacks the list in field ${id} of its metadata`);
}

export function bytesAt(struct: ThriftStruct, id: number): Uint8Array {
  const value = struct.get(id);
  if (value instanceof Uint8Array) return value;
  throw corrupt(0, `lacks the text in field ${id} of its metadata`);
}

export function corrupt(offset: number, what: string): ArchiveError {
  return new ArchiveError('blob-corrupt', `the embedded Parquet file ${what}`, { offset });
}
