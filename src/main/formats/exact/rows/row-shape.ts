import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { readMapSize, readText } from '../../messagepack/read-value.ts';
import { skeletonCorrupt } from '../bytes/byte-source.ts';

/**
 * The keys of a map in their order: the map's head and every key, byte for byte. Rows of a list nearly
 * always share one shape, so it is kept once and a row is only its cells.
 */
export interface RowShape {
  /** The head of the map, then the keys one after the other. */
  bytes: Buffer;
  /** bytes[ends[i-1]..ends[i]) stands before cell i; the first stretch includes the head. */
  ends: readonly number[];
  /** The column of each cell: its key, with a number behind a key that stands twice. */
  columns: readonly string[];
}

/** A map with more keys is no record. */
const MAX_KEYS = 1000;

/** The shape of the map at the cursor, whose values `skip` moves over; null when it has too many keys. */
export function readShape(payload: Cursor, skip: () => void): RowShape | null {
  const parts: Buffer[] = [];
  const keys: string[] = [];
  let from = payload.position;
  const size = readMapSize(payload);
  if (size > MAX_KEYS) return null;
  for (let left = size; left > 0; left--) {
    keys.push(readText(payload));
    parts.push(payload.bytes.subarray(from, payload.position));
    skip();
    from = payload.position;
  }
  if (keys.length === 0) parts.push(payload.bytes.subarray(from, payload.position));
  return shapeOf(Buffer.concat(parts), keys, parts);
}

/** The shape that bytes taken from a skeleton describe. */
export function shapeFromBytes(bytes: Buffer): RowShape {
  const cursor = openCursor(bytes);
  const parts: Buffer[] = [];
  const keys: string[] = [];
  let from = 0;
  const size = readMapSize(cursor);
  if (size > MAX_KEYS) throw skeletonCorrupt(0, `has a record of ${size} fields`);
  for (let left = size; left > 0; left--) {
    keys.push(readText(cursor));
    parts.push(bytes.subarray(from, cursor.position));
    from = cursor.position;
  }
  return shapeOf(bytes, keys, parts);
}

/** Columns of rows of these shapes, in order of first appearance. */
export function columnsOfShapes(shapes: readonly RowShape[]): string[] {
  return [...new Set(shapes.flatMap((shape) => shape.columns))];
}

function shapeOf(bytes: Buffer, keys: readonly string[], parts: readonly Buffer[]): RowShape {
  const ends: number[] = [];
  let end = 0;
  for (const part of parts.slice(0, keys.length)) {
    end += part.length;
    ends.push(end);
  }
  const columns: string[] = [];
  for (const key of keys) {
    let name = key;
    for (let times = 2; columns.includes(name); times++) name = `${key}\u0000${times}`;
    columns.push(name);
  }
  return { bytes, ends, columns };
}
