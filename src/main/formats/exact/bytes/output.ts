/** MessagePack bytes being written, in the shortest forms, as Python's packer writes them. */
export interface Output {
  bytes: Buffer;
  view: DataView;
  /** Where the next byte goes. */
  at: number;
}

export function createOutput(capacity: number): Output {
  const bytes = Buffer.allocUnsafeSlow(Math.max(64, capacity));
  return { bytes, view: viewOf(bytes), at: 0 };
}

/** Makes room for `count` more bytes. */
export function room(out: Output, count: number): void {
  if (out.at + count <= out.bytes.length) return;
  const larger = Buffer.allocUnsafeSlow(Math.max(out.bytes.length * 2, out.at + count));
  out.bytes.copy(larger, 0, 0, out.at);
  out.bytes = larger;
  out.view = viewOf(larger);
}

export function putBytes(out: Output, from: Buffer, start: number, end: number): void {
  const length = end - start;
  room(out, length);
  const { bytes, at } = out;
  if (length < 24) for (let i = 0; i < length; i++) bytes[at + i] = from[start + i]!;
  else from.copy(bytes, at, start, end);
  out.at = at + length;
}

export function putNil(out: Output): void {
  room(out, 1);
  out.bytes[out.at++] = 0xc0;
}

/** A float64; NaN with its usual bits, whatever the machine made of it. */
export function putFloat(out: Output, value: number): void {
  if (Number.isNaN(value)) {
    putFloatWords(out, 0, 0x7ff80000);
    return;
  }
  room(out, 9);
  out.bytes[out.at] = 0xcb;
  out.view.setFloat64(out.at + 1, value);
  out.at += 9;
}

/** A float64 by its bits, so that no NaN changes on the way. */
export function putFloatWords(out: Output, low: number, high: number): void {
  room(out, 9);
  out.bytes[out.at] = 0xcb;
  out.view.setUint32(out.at + 1, high);
  out.view.setUint32(out.at + 5, low);
  out.at += 9;
}

/** An integer up to 2^53 either way. */
export function putInteger(out: Output, value: number): void {
  room(out, 9);
  const { bytes, view, at } = out;
  if (value >= -32 && value < 128) {
    bytes[at] = value & 255;
    out.at = at + 1;
  } else if (value >= 0) {
    if (value < 256) {
      bytes[at] = 0xcc;
      bytes[at + 1] = value;
      out.at = at + 2;
    } else if (value < 65536) {
      bytes[at] = 0xcd;
      view.setUint16(at + 1, value);
      out.at = at + 3;
    } else if (value < 4294967296) {
      bytes[at] = 0xce;
      view.setUint32(at + 1, value);
      out.at = at + 5;
    } else {
      bytes[at] = 0xcf;
      view.setBigUint64(at + 1, BigInt(value));
      out.at = at + 9;
    }
  } else if (value >= -128) {
    bytes[at] = 0xd0;
    view.setInt8(at + 1, value);
    out.at = at + 2;
  } else if (value >= -32768) {
    bytes[at] = 0xd1;
    view.setInt16(at + 1, value);
    out.at = at + 3;
  } else if (value >= -2147483648) {
    bytes[at] = 0xd2;
    view.setInt32(at + 1, value);
    out.at = at + 5;
  } else {
    bytes[at] = 0xd3;
    view.setBigInt64(at + 1, BigInt(value));
    out.at = at + 9;
  }
}

export function putText(out: Output, text: string): void {
  const length = Buffer.byteLength(text);
  room(out, 5 + length);
  putSized(out, length, 0xa0, 32, 0xd9);
  out.bytes.write(text, out.at, length, length === text.length ? 'latin1' : 'utf8');
  out.at += length;
}

export function putArrayHead(out: Output, count: number): void {
  room(out, 5);
  putSized(out, count, 0x90, 16, 0xdb);
}

export function putMapHead(out: Output, count: number): void {
  room(out, 5);
  putSized(out, count, 0x80, 16, 0xdd);
}

/** A size in the token, or in 1 (text alone), 2 or 4 bytes behind it; `first` is the token of the 1-byte form. */
function putSized(out: Output, size: number, fix: number, limit: number, first: number): void {
  const { bytes, view, at } = out;
  if (size < limit) {
    bytes[at] = fix | size;
    out.at = at + 1;
  } else if (size < 256 && first === 0xd9) {
    bytes[at] = first;
    bytes[at + 1] = size;
    out.at = at + 2;
  } else if (size < 65536) {
    bytes[at] = first + 1;
    view.setUint16(at + 1, size);
    out.at = at + 3;
  } else {
    bytes[at] = first + 2;
    view.setUint32(at + 1, size);
    out.at = at + 5;
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
