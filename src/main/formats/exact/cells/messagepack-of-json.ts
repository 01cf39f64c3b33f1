import {
  createOutput,
  type Output,
  putArrayHead,
  putFloat,
  putInteger,
  putMapHead,
  putNil,
  putText,
  room,
} from '../bytes/output.ts';

/** More than any metadata nests; deeper text is no work of ours. */
const MAX_DEPTH = 64;

/**
 * The MessagePack bytes of a JSON text that `jsonOfMessagePack` wrote: no blanks, keys in order, a number with
 * a point or an exponent is a float64. Null for any other text.
 */
export function messagePackOfJson(text: string): Buffer | null {
  const out = createOutput(text.length + 16);
  const end = putJson(out, text, 0, 0);
  return end === text.length ? out.bytes.subarray(0, out.at) : null;
}

/** Writes the value at `at` and returns where it ends, -1 when there is none. */
function putJson(out: Output, text: string, at: number, depth: number): number {
  if (depth > MAX_DEPTH) return -1;
  const first = text[at];
  if (first === '{') return putItems(out, text, at + 1, '}', depth + 1);
  if (first === '[') return putItems(out, text, at + 1, ']', depth + 1);
  if (first === '"') return putJsonText(out, text, at);
  if (text.startsWith('null', at)) {
    putNil(out);
    return at + 4;
  }
  if (text.startsWith('true', at)) return putBoolean(out, true, at + 4);
  if (text.startsWith('false', at)) return putBoolean(out, false, at + 5);
  return putNumber(out, text, at);
}

function putItems(out: Output, text: string, from: number, close: string, depth: number): number {
  const start = out.at;
  let at = from;
  let count = 0;
  while (text[at] !== close) {
    if (count > 0 && text[at++] !== ',') return -1;
    if (close === '}') {
      at = putJsonText(out, text, at);
      if (at === -1 || text[at++] !== ':') return -1;
    }
    at = putJson(out, text, at, depth);
    if (at === -1) return -1;
    count++;
  }
  insertHead(out, start, count, close === '}');
  return at + 1;
}

/** The head is as long as the count needs, so it is put before items that are already written. */
function insertHead(out: Output, start: number, count: number, isMap: boolean): void {
  const end = out.at;
  if (isMap) putMapHead(out, count);
  else putArrayHead(out, count);
  const head = Buffer.from(out.bytes.subarray(end, out.at));
  out.bytes.copyWithin(start + head.length, start, end);
  head.copy(out.bytes, start);
}

function putJsonText(out: Output, text: string, at: number): number {
  if (text[at] !== '"') return -1;
  let end = at + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (end >= text.length) return -1;
  try {
    putText(out, JSON.parse(text.slice(at, end + 1)) as string);
  } catch {
    return -1;
  }
  return end + 1;
}

function putNumber(out: Output, text: string, at: number): number {
  const pattern = /-?\d+(\.\d+)?(e[+-]?\d+)?/y;
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return -1;
  const [digits, fraction, exponent] = found;
  if (fraction !== undefined || exponent !== undefined) putFloat(out, Number(digits));
  else if (Number.isSafeInteger(Number(digits))) putInteger(out, Number(digits));
  else putWideInteger(out, BigInt(digits));
  return at + digits.length;
}

function putWideInteger(out: Output, value: bigint): void {
  room(out, 9);
  out.bytes[out.at] = value >= 0n ? 0xcf : 0xd3;
  out.view.setBigUint64(out.at + 1, BigInt.asUintN(64, value));
  out.at += 9;
}

function putBoolean(out: Output, value: boolean, end: number): number {
  room(out, 1);
  out.bytes[out.at++] = value ? 0xc3 : 0xc2;
  return end;
}
