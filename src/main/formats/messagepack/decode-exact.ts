import { type Cursor, openCursor, requireEnd } from './cursor.ts';
import { type Exact, type ExactMap, exactInteger, type Unusual } from './exact-value.ts';
import { maxDepth, maxNodes } from './limits.ts';
import {
  peekKeyToken,
  readArraySize,
  readBytes,
  readInteger,
  readMapSize,
  readTextSize,
} from './read-value.ts';
import {
  shortestArrayToken,
  shortestBytesToken,
  shortestIntegerToken,
  shortestMapToken,
  shortestTextToken,
} from './shortest-form.ts';
import { type TextCache, textCache } from './text-cache.ts';
import {
  badTokenAt,
  duplicateKeyAt,
  tooDeepAt,
  tooManyNodesAt,
  truncatedAt,
} from './walk-errors.ts';

export interface DecodeLimits {
  maxNodes: number;
}

/** The whole payload as exact values. Throws an `ArchiveError` for anything that is not one valid document. */
export function decodeExact(payload: Uint8Array, limits: DecodeLimits = { maxNodes }): Exact {
  const cursor = openCursor(payload);
  const value = readExact(cursor, limits);
  requireEnd(cursor);
  return value;
}

/** The value at the cursor, which moves behind it. Bytes are views into the payload. */
export function readExact(cursor: Cursor, limits: DecodeLimits = { maxNodes }): Exact {
  const texts = textCache(cursor.bytes);
  return read({ cursor, texts, limits, nodesLeft: limits.maxNodes }, 0);
}

interface Decoder {
  readonly cursor: Cursor;
  readonly texts: TextCache;
  readonly limits: DecodeLimits;
  nodesLeft: number;
}

function read(decoder: Decoder, depth: number): Exact {
  const { cursor } = decoder;
  const { bytes, position, end } = cursor;
  if (position >= end) throw truncatedAt(end);
  if (--decoder.nodesLeft < 0) throw tooManyNodesAt(position, decoder.limits.maxNodes);
  const token = bytes[position]!;

  if (token === 0xcb) return readFloat64(cursor);
  if ((token >= 0xa0 && token < 0xc0) || (token >= 0xd9 && token <= 0xdb)) {
    const size = readTextSize(cursor);
    const text = readTextOf(decoder, size);
    return shortestTextToken(size) === token ? text : unusual(token, text);
  }
  if (token < 0x80 || token >= 0xe0 || (token >= 0xcc && token <= 0xd3)) {
    const value = readInteger(cursor);
    return shortestIntegerToken(value) === token ? exactInteger(value) : unusual(token, value);
  }
  if (token < 0x90 || token >= 0xde) return readMap(decoder, token, depth);
  if (token < 0xa0 || token >= 0xdc) return readArray(decoder, token, depth);
  if (token >= 0xc4 && token <= 0xc6) {
    const value = readBytes(cursor);
    return shortestBytesToken(value.length) === token ? value : unusual(token, value);
  }
  return readConstant(cursor, token);
}

function readMap(decoder: Decoder, token: number, depth: number): Exact {
  const { cursor } = decoder;
  if (depth === maxDepth) throw tooDeepAt(cursor.position);
  const size = readMapSize(cursor);
  const map: ExactMap = new Map();
  let keyTokens: Uint8Array | null = null;
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const keyToken = peekKeyToken(cursor);
    const keySize = readTextSize(cursor);
    const key = readTextOf(decoder, keySize);
    if (shortestTextToken(keySize) !== keyToken) keyTokens ??= usualTokensOf(map, size);
    if (keyTokens !== null) keyTokens[pair] = keyToken;
    const value = read(decoder, depth + 1);
    map.set(key, value);
    if (map.size === pair) throw duplicateKeyAt(offset, key);
  }
  const isUsual = keyTokens === null && shortestMapToken(size) === token;
  return isUsual ? map : { kind: 'unusual', token, value: map, keyTokens };
}

function readArray(decoder: Decoder, token: number, depth: number): Exact {
  const { cursor } = decoder;
  if (depth === maxDepth) throw tooDeepAt(cursor.position);
  const size = readArraySize(cursor);
  const array: Exact[] = [];
  for (let index = 0; index < size; index++) array.push(read(decoder, depth + 1));
  return shortestArrayToken(size) === token ? array : unusual(token, array);
}

function readTextOf(decoder: Decoder, size: number): string {
  const { cursor, texts } = decoder;
  const from = cursor.position;
  cursor.position = from + size;
  return texts.read(from, from + size);
}

/** The bits every ordinary NaN has, and the only ones a JavaScript NaN is sure to keep. */
const USUAL_NAN = 0x7ff8000000000000n;

function readFloat64(cursor: Cursor): Exact {
  const { position, end, view } = cursor;
  if (position + 9 > end) throw truncatedAt(end);
  cursor.position = position + 9;
  const value = view.getFloat64(position + 1);
  if (!Number.isNaN(value)) return value;
  const bits = view.getBigUint64(position + 1);
  return bits === USUAL_NAN ? value : unusual(0xcb, bits);
}

function readConstant(cursor: Cursor, token: number): Exact {
  const { position, end, view } = cursor;
  if (token === 0xca) {
    if (position + 5 > end) throw truncatedAt(end);
    cursor.position = position + 5;
    return unusual(token, BigInt(view.getUint32(position + 1)));
  }
  cursor.position = position + 1;
  if (token === 0xc0) return null;
  if (token === 0xc2) return false;
  if (token === 0xc3) return true;
  throw badTokenAt(position, token);
}

function usualTokensOf(map: ExactMap, size: number): Uint8Array {
  const tokens = new Uint8Array(size);
  let pair = 0;
  for (const key of map.keys()) tokens[pair++] = shortestTextToken(Buffer.byteLength(key));
  return tokens;
}

function unusual(token: number, value: Unusual['value']): Unusual {
  return { kind: 'unusual', token, value, keyTokens: null };
}
