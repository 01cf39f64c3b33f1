import { type Exact, type ExactMap, isTagged, type Unusual } from './exact-value.ts';
import {
  shortestArrayToken,
  shortestBytesToken,
  shortestIntegerToken,
  shortestMapToken,
  shortestTextToken,
} from './shortest-form.ts';

/** The bytes that `decodeExact` reads as this value: the very bytes it was read from, if it was. */
export function encodeExact(value: Exact): Uint8Array {
  const out: Output = { bytes: Buffer.allocUnsafe(1 << 16), length: 0, keys: new Map() };
  write(out, value);
  return Uint8Array.prototype.slice.call(out.bytes, 0, out.length);
}

interface Output {
  bytes: Buffer;
  length: number;
  /** Encoded keys, header included: most stand many times. */
  readonly keys: Map<string, Uint8Array>;
}

function write(out: Output, value: Exact): void {
  if (typeof value === 'number') writeFloat64(out, value);
  else if (typeof value === 'string') writeText(out, value);
  else if (value === null) writeByte(out, 0xc0);
  else if (typeof value === 'boolean') writeByte(out, value ? 0xc3 : 0xc2);
  else if (value instanceof Map) writeMap(out, value, shortestMapToken(value.size), null);
  else if (Array.isArray(value)) writeArray(out, value, shortestArrayToken(value.length));
  else if (!isTagged(value)) writeBytes(out, value, shortestBytesToken(value.length));
  else if (value.kind === 'unusual') writeUnusual(out, value);
  else writeInteger(out, value.value, shortestIntegerToken(value.value));
}

function writeUnusual(out: Output, { token, value, keyTokens }: Unusual): void {
  if (value instanceof Map) writeMap(out, value, token, keyTokens);
  else if (Array.isArray(value)) writeArray(out, value, token);
  else if (typeof value === 'string') writeText(out, value, token);
  else if (typeof value === 'object') writeBytes(out, value, token);
  else if (token === 0xca || token === 0xcb) writeBits(out, token, BigInt(value));
  else writeInteger(out, value, token);
}

function writeMap(out: Output, map: ExactMap, token: number, keyTokens: Uint8Array | null): void {
  writeHeader(out, token, map.size);
  let pair = 0;
  for (const [key, value] of map) {
    if (keyTokens === null) writeKey(out, key);
    else writeText(out, key, keyTokens[pair++]);
    write(out, value);
  }
}

function writeArray(out: Output, array: Exact[], token: number): void {
  writeHeader(out, token, array.length);
  for (const value of array) write(out, value);
}

function writeKey(out: Output, key: string): void {
  const known = out.keys.get(key);
  if (known === undefined) {
    const from = out.length;
    writeText(out, key);
    out.keys.set(key, Uint8Array.prototype.slice.call(out.bytes, from, out.length));
    return;
  }
  reserve(out, known.length);
  out.bytes.set(known, out.length);
  out.length += known.length;
}

function writeText(out: Output, text: string, token?: number): void {
  const size = Buffer.byteLength(text);
  writeHeader(out, token ?? shortestTextToken(size), size);
  reserve(out, size);
  out.length += out.bytes.write(text, out.length);
}

function writeBytes(out: Output, bytes: Uint8Array, token: number): void {
  writeHeader(out, token, bytes.length);
  reserve(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

/** The token, and the size behind it unless the token holds it. */
function writeHeader(out: Output, token: number, size: number): void {
  writeByte(out, token);
  const width = headerWidths[token];
  if (width === undefined) return;
  reserve(out, width);
  out.length = out.bytes.writeUIntBE(size, out.length, width);
}

const headerWidths: Readonly<Record<number, number>> = {
  196: 1,
  197: 2,
  198: 4,
  217: 1,
  218: 2,
  219: 4,
  220: 2,
  221: 4,
  222: 2,
  223: 4,
};

function writeInteger(out: Output, value: number | bigint, token: number): void {
  writeByte(out, token);
  if (token < 0xcc || token > 0xd3) return;
  const width = 1 << (token & 3);
  reserve(out, width);
  if (width === 8) {
    out.bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value)), out.length);
  } else if (token < 0xd0) out.bytes.writeUIntBE(Number(value), out.length, width);
  else out.bytes.writeIntBE(Number(value), out.length, width);
  out.length += width;
}

function writeFloat64(out: Output, value: number): void {
  // Which bits a NaN gets is for the engine to choose, unless they are given.
  if (Number.isNaN(value)) writeBits(out, 0xcb, 0x7ff8000000000000n);
  else {
    writeByte(out, 0xcb);
    reserve(out, 8);
    out.length = out.bytes.writeDoubleBE(value, out.length);
  }
}

function writeBits(out: Output, token: number, bits: bigint): void {
  writeByte(out, token);
  reserve(out, 8);
  if (token === 0xca) out.length = out.bytes.writeUInt32BE(Number(bits), out.length);
  else out.length = out.bytes.writeBigUInt64BE(bits, out.length);
}

function writeByte(out: Output, byte: number): void {
  reserve(out, 1);
  out.bytes[out.length++] = byte;
}

function reserve(out: Output, count: number): void {
  if (out.length + count <= out.bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(out.bytes.length * 2, out.length + count));
  out.bytes.copy(larger, 0, 0, out.length);
  out.bytes = larger;
}
