import { type DocumentNode, documentLimits } from '#contract/document.ts';
import type { Cursor } from '../../messagepack/cursor.ts';
import { readKeyBytes } from '../../messagepack/key-table.ts';
import {
  peekKind,
  readArraySize,
  readBoolean,
  readBytes,
  readFloat,
  readInteger,
  readMapSize,
  readText,
} from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { pythonFloat } from '../python-text.ts';

/** The value at the cursor, which moves behind it. Nothing inside a list or map is decoded. */
export function readNode(cursor: Cursor, key: DocumentNode['key']): DocumentNode {
  const start = cursor.position;
  const kind = peekKind(cursor);
  const form = formOf(cursor);
  const plain = { key, value: null, size: 0, isCut: false, form, blob: null };
  switch (kind) {
    case 'nil':
      skipValue(cursor);
      return { ...plain, kind };
    case 'boolean':
      return { ...plain, kind, value: String(readBoolean(cursor)) };
    case 'integer':
      return { ...plain, kind, value: String(readInteger(cursor)) };
    case 'float':
      return { ...plain, kind, value: pythonFloat(readFloat(cursor)) };
    case 'text': {
      const text = readText(cursor);
      const value = beginningOf(text, documentLimits.shownText);
      return {
        ...plain,
        kind,
        value,
        size: Buffer.byteLength(text),
        isCut: value.length < text.length,
      };
    }
    case 'bytes': {
      const bytes = readBytes(cursor);
      const value = bytes.toString('hex', 0, documentLimits.shownBytes);
      return {
        ...plain,
        kind,
        value,
        size: bytes.length,
        isCut: bytes.length > documentLimits.shownBytes,
      };
    }
    case 'array':
      return { ...plain, kind: 'list', size: sizeOf(cursor, start, readArraySize) };
    case 'map': {
      const blob = blobKeyOf(cursor);
      return { ...plain, kind, blob, size: sizeOf(cursor, start, readMapSize) };
    }
  }
}

/** Never between the two halves of a character. */
export function beginningOf(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  const splits = last >= 0xd800 && last < 0xdc00;
  return text.slice(0, splits ? most - 1 : most);
}

function sizeOf(cursor: Cursor, start: number, read: (cursor: Cursor) => number): number {
  const size = read(cursor);
  cursor.position = start;
  skipValue(cursor);
  return size;
}

/** The key of a map `{"@blob": key}`; the cursor does not move. */
function blobKeyOf(cursor: Cursor): string | null {
  const start = cursor.position;
  let key: string | null = null;
  if (readMapSize(cursor) === 1 && readKeyBytes(cursor).toString('latin1') === '@blob') {
    if (peekKind(cursor) === 'text') key = readText(cursor);
  }
  cursor.position = start;
  return key;
}

/** Tokens by the least value that their header is needed for: 8, 16, 32 bits. */
const leastSizes: Readonly<Record<number, number>> = {
  217: 32,
  218: 256,
  219: 65_536,
  196: 0,
  197: 256,
  198: 65_536,
  220: 16,
  221: 65_536,
  222: 16,
  223: 65_536,
};

/** How a value is written where that is not the shortest way; the cursor does not move. */
function formOf(cursor: Cursor): string | null {
  const { bytes, position, view } = cursor;
  const token = bytes[position] as number;
  if (token === 0xca) return 'float32';
  if (token === 0xcb) {
    const bits = position + 9 <= cursor.end ? view.getBigUint64(position + 1) : 0n;
    const isNan = Number.isNaN(readFloatBits(bits));
    return isNan ? `nan 0x${bits.toString(16).padStart(16, '0')}` : null;
  }
  if (token >= 0xcc && token <= 0xd3) return isWideInteger(cursor, token) ? 'wide' : null;
  const least = leastSizes[token];
  if (least === undefined) return null;
  return headerSize(cursor, token) < least ? 'wide' : null;
}

function readFloatBits(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** The size that a header of 8, 16 or 32 bits announces. */
function headerSize({ bytes, position, end }: Cursor, token: number): number {
  const width = token >= 220 ? 2 << (token & 1) : 1 << (token <= 198 ? token - 196 : token - 217);
  return position + 1 + width <= end ? bytes.readUIntBE(position + 1, width) : 0;
}

function isWideInteger(cursor: Cursor, token: number): boolean {
  const start = cursor.position;
  const value = BigInt(readInteger(cursor));
  cursor.position = start;
  return token - 0xcc !== shortest(value);
}

/** Position of the shortest integer token after 0xcc; -1 for one that needs no header. */
function shortest(value: bigint): number {
  if (value >= -32n && value < 128n) return -1;
  const limits = value < 0n ? [-128n, -32_768n, -2_147_483_648n] : [255n, 65_535n, 4_294_967_295n];
  const place = limits.findIndex((limit) => (value < 0n ? value >= limit : value <= limit));
  return (value < 0n ? 4 : 0) + (place < 0 ? 3 : place);
}
