import { isUtf8 } from 'node:buffer';
import type { Cursor } from './cursor.ts';
import { badKeyAt, badTextAt, badTokenAt, tooManyItemsAt, truncatedAt } from './walk-errors.ts';

/** What a token starts. Floats and integers are told apart: 1.0 is no 1. */
export type TokenKind =
  | 'nil'
  | 'boolean'
  | 'integer'
  | 'float'
  | 'text'
  | 'bytes'
  | 'array'
  | 'map';

/** The kind of the value at the cursor, which does not move. Throws for a token that no writer uses. */
export function peekKind(cursor: Cursor): TokenKind {
  const token = peekToken(cursor);
  if (token < 0x80 || token >= 0xe0) return 'integer';
  if (token < 0x90) return 'map';
  if (token < 0xa0) return 'array';
  if (token < 0xc0) return 'text';
  const kind = kinds[token - 0xc0];
  if (kind === undefined) throw badTokenAt(cursor.position, token);
  return kind;
}

/** Reads a header that announces pairs. */
export function readMapSize(cursor: Cursor): number {
  const size = readSize(cursor, mapHeader);
  if (size * 2 > cursor.end - cursor.position) throw tooManyItemsAt(cursor.position, size);
  return size;
}

export function readArraySize(cursor: Cursor): number {
  const size = readSize(cursor, arrayHeader);
  if (size > cursor.end - cursor.position) throw tooManyItemsAt(cursor.position, size);
  return size;
}

/** The token of a map's key, which must be text; the cursor does not move. */
export function peekKeyToken(cursor: Cursor): number {
  const token = peekToken(cursor);
  const isText = (token >= 0xa0 && token < 0xc0) || (token >= 0xd9 && token <= 0xdb);
  if (!isText) throw badKeyAt(cursor.position);
  return token;
}

/** Reads the header of a text; the cursor then stands at its first byte, and all of it is there. */
export function readTextSize(cursor: Cursor): number {
  const size = readSize(cursor, textHeader);
  if (size > cursor.end - cursor.position) throw truncatedAt(cursor.end);
  return size;
}

/** The bytes of a text, a view into the payload; checked to be UTF-8. */
export function readTextBytes(cursor: Cursor): Buffer {
  const bytes = take(cursor, readTextSize(cursor));
  if (!isUtf8(bytes)) throw badTextAt(cursor.position - bytes.length);
  return bytes;
}

export function readText(cursor: Cursor): string {
  return readTextBytes(cursor).toString('utf8');
}

/** A `bin` of any header width, as a view into the payload. */
export function readBytes(cursor: Cursor): Buffer {
  return take(cursor, readSize(cursor, bytesHeader));
}

/** A float64, or a float32 widened. */
export function readFloat(cursor: Cursor): number {
  const isWide = cursor.bytes[cursor.position] === 0xcb;
  const at = advance(cursor, isWide ? 9 : 5) + 1;
  return isWide ? cursor.view.getFloat64(at) : cursor.view.getFloat32(at);
}

/** An integer: a number up to 2^53 either way, a bigint beyond. */
export function readInteger(cursor: Cursor): number | bigint {
  const token = peekToken(cursor);
  if (token < 0x80 || token >= 0xe0) {
    cursor.position++;
    return token < 0x80 ? token : token - 256;
  }
  if (token < 0xcc || token > 0xd3) throw badTokenAt(cursor.position, token);
  const at = advance(cursor, 1 + (1 << (token & 3))) + 1;
  const { view } = cursor;
  switch (token) {
    case 0xcc:
      return view.getUint8(at);
    case 0xcd:
      return view.getUint16(at);
    case 0xce:
      return view.getUint32(at);
    case 0xcf:
      return narrow(view.getBigUint64(at));
    case 0xd0:
      return view.getInt8(at);
    case 0xd1:
      return view.getInt16(at);
    case 0xd2:
      return view.getInt32(at);
    default:
      return narrow(view.getBigInt64(at));
  }
}

export function readBoolean(cursor: Cursor): boolean {
  return cursor.bytes[advance(cursor, 1)] === 0xc3;
}

export function readNil(cursor: Cursor): null {
  advance(cursor, 1);
  return null;
}

function peekToken(cursor: Cursor): number {
  if (cursor.position >= cursor.end) throw truncatedAt(cursor.end);
  return cursor.bytes[cursor.position]!;
}

/** Sizes stand in the token itself, from `fixed` to `fixedEnd`, or behind one of `wide`, which has that many bytes of it. */
interface HeaderForms {
  readonly fixed: number;
  readonly fixedEnd: number;
  readonly wide: Readonly<Record<number, 1 | 2 | 4>>;
}

const mapHeader: HeaderForms = { fixed: 0x80, fixedEnd: 0x8f, wide: { 222: 2, 223: 4 } };
const arrayHeader: HeaderForms = { fixed: 0x90, fixedEnd: 0x9f, wide: { 220: 2, 221: 4 } };
const textHeader: HeaderForms = {
  fixed: 0xa0,
  fixedEnd: 0xbf,
  wide: { 217: 1, 218: 2, 219: 4 },
};
const bytesHeader: HeaderForms = {
  fixed: 0x100,
  fixedEnd: 0,
  wide: { 196: 1, 197: 2, 198: 4 },
};

function readSize(cursor: Cursor, forms: HeaderForms): number {
  const token = peekToken(cursor);
  if (token >= forms.fixed && token <= forms.fixedEnd) {
    cursor.position++;
    return token - forms.fixed;
  }
  const width = forms.wide[token];
  if (width === undefined) throw badTokenAt(cursor.position, token);
  const at = advance(cursor, 1 + width) + 1;
  if (width === 1) return cursor.view.getUint8(at);
  return width === 2 ? cursor.view.getUint16(at) : cursor.view.getUint32(at);
}

function take(cursor: Cursor, size: number): Buffer {
  const from = advance(cursor, size);
  return cursor.bytes.subarray(from, from + size);
}

/** Moves on by `count` bytes and says where they start. */
function advance(cursor: Cursor, count: number): number {
  const from = cursor.position;
  if (from + count > cursor.end) throw truncatedAt(cursor.end);
  cursor.position = from + count;
  return from;
}

function narrow(value: bigint): number | bigint {
  const isSafe = value <= 9007199254740992n && value >= -9007199254740992n;
  return isSafe ? Number(value) : value;
}

/** Tokens 0xc0 to 0xdf; holes are the reserved token and the extension types. */
const kinds: readonly (TokenKind | undefined)[] = [
  'nil',
  undefined,
  'boolean',
  'boolean',
  'bytes',
  'bytes',
  'bytes',
  undefined,
  undefined,
  undefined,
  'float',
  'float',
  ...Array<TokenKind>(8).fill('integer'),
  ...Array<undefined>(5).fill(undefined),
  'text',
  'text',
  'text',
  'array',
  'array',
  'map',
  'map',
];
