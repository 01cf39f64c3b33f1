import type { Cursor } from '../../messagepack/cursor.ts';
import type { CellSpans } from './cell-spans.ts';
import { type ColumnCells, cellTags, emptyNumbers } from './column-cells.ts';

/** A column read from a document's cells: its values, and one tag a row (of no meaning where the cell is absent). */
export interface ReadColumn {
  cells: ColumnCells;
  tags: Uint8Array;
}

const CANONICAL_NAN = 0x7ff80000;

/** Numbers as float64. Literal: other types, integers from 2^53 on, NaN with other bits. */
export function readReals(payload: Cursor, spans: CellSpans): ReadColumn {
  const { bytes, view } = payload;
  const { starts } = spans;
  const cells = emptyNumbers('real', starts.length);
  const values = cells.values;
  const nulls = cells.nulls!;
  const tags = new Uint8Array(starts.length);
  for (let row = 0; row < starts.length; row++) {
    const at = starts[row]!;
    if (at < 0) continue;
    const token = bytes[at]!;
    if (token === 0xcb) {
      const value = view.getFloat64(at + 1);
      values[row] = value;
      nulls[row] = 0;
      if (Number.isNaN(value) && !isCanonicalNan(view, at + 1)) tags[row] = cellTags.literal;
    } else if (token === 0xc0) tags[row] = cellTags.nil;
    else {
      const value = shortestInteger(payload, at);
      if (Number.isNaN(value)) tags[row] = cellTags.literal;
      else {
        values[row] = value;
        nulls[row] = 0;
        tags[row] = cellTags.integer;
      }
    }
  }
  return { cells, tags };
}

/** Integers below 2^53 either way. Literal: other types, fractions, -0.0. */
export function readIntegers(payload: Cursor, spans: CellSpans): ReadColumn {
  const { bytes, view } = payload;
  const { starts } = spans;
  const cells = emptyNumbers('integer', starts.length);
  const nulls = cells.nulls!;
  const tags = new Uint8Array(starts.length);
  for (let row = 0; row < starts.length; row++) {
    const at = starts[row]!;
    if (at < 0) continue;
    const token = bytes[at]!;
    if (token === 0xc0) {
      tags[row] = cellTags.nil;
      continue;
    }
    const isFloat = token === 0xcb;
    const value = isFloat ? view.getFloat64(at + 1) : shortestInteger(payload, at);
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      tags[row] = cellTags.literal;
      continue;
    }
    cells.values[row] = value;
    nulls[row] = 0;
    if (isFloat) tags[row] = cellTags.float;
  }
  return { cells, tags };
}

/** The integer at `at` when it is below 2^53 either way and in its shortest form, else NaN. */
export function shortestInteger(payload: Cursor, at: number): number {
  const token = payload.bytes[at]!;
  if (token < 0x80) return token;
  if (token >= 0xe0) return token - 256;
  const value = wideInteger(payload.view, token, at + 1);
  return Number.isSafeInteger(value) && shortestToken(value) === token ? value : Number.NaN;
}

function wideInteger(view: DataView, token: number, at: number): number {
  switch (token) {
    case 0xcc:
      return view.getUint8(at);
    case 0xcd:
      return view.getUint16(at);
    case 0xce:
      return view.getUint32(at);
    case 0xcf:
      return view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
    case 0xd0:
      return view.getInt8(at);
    case 0xd1:
      return view.getInt16(at);
    case 0xd2:
      return view.getInt32(at);
    case 0xd3:
      return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
  }
  return Number.NaN;
}

/** The token that the packer gives an integer of more than one byte, -1 for one that fits the token itself. */
function shortestToken(value: number): number {
  if (value >= -32 && value < 128) return -1;
  if (value >= 0) {
    if (value < 256) return 0xcc;
    if (value < 65536) return 0xcd;
    return value < 4294967296 ? 0xce : 0xcf;
  }
  if (value >= -128) return 0xd0;
  if (value >= -32768) return 0xd1;
  return value >= -2147483648 ? 0xd2 : 0xd3;
}

function isCanonicalNan(view: DataView, at: number): boolean {
  return view.getUint32(at) === CANONICAL_NAN && view.getUint32(at + 4) === 0;
}
