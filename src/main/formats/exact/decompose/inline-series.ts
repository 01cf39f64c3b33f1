import type { Cursor } from '../../messagepack/cursor.ts';
import { type Output, putArrayHead, putFloatWords, putInteger, room } from '../bytes/output.ts';
import { createIsoParser, type IsoStyle, isoStyles, MICROS, putIso } from '../cells/iso-time.ts';
import { shortestInteger } from '../cells/read-numbers.ts';
import { itemSpans } from './field-spans.ts';
import type { StoredPoints } from './series-rows.ts';

/**
 * A series inside the document, as formats up to v1 have it: pairs of value and ISO time, all times in one style.
 * Values are floats but for amounts that were integers.
 */
export interface InlineSeries {
  points: StoredPoints;
  style: IsoStyle;
  /** 1 where the value stands as an integer. */
  integers: Uint8Array;
}

/** Reads the series at `at`; null for an empty list or one of any other form. */
export function readInlineSeries(payload: Cursor, at: number): InlineSeries | null {
  const token = payload.bytes[at]!;
  if ((token & 0xf0) !== 0x90 && token !== 0xdc && token !== 0xdd) return null;
  const items = itemSpans(payload, at);
  if (items === null || items.length === 0) return null;
  const { bytes, view } = payload;
  const parser = createIsoParser();
  const integers = new Uint8Array(items.length);
  const time = new Float64Array(items.length);
  const value = new Float64Array(items.length);
  const words = new Uint32Array(value.buffer);
  let style: IsoStyle | null = null;
  for (const [i, { start, end }] of items.entries()) {
    if (bytes[start] !== 0x92) return null;
    const isFloat = bytes[start + 1] === 0xcb;
    if (isFloat) {
      words[2 * i + 1] = view.getUint32(start + 2);
      words[2 * i] = view.getUint32(start + 6);
    } else {
      value[i] = shortestInteger(payload, start + 1);
      if (Number.isNaN(value[i])) return null;
      integers[i] = 1;
    }
    const timeAt = start + 1 + (isFloat ? 9 : integerLength(bytes[start + 1]!));
    if (!parser.parse(bytes, timeAt + 1, end)) return null;
    if (bytes[timeAt] !== (0xa0 | (end - timeAt - 1)) || parser.time.style === MICROS) return null;
    style ??= parser.time.style;
    if (parser.time.style !== style) return null;
    time[i] = parser.time.ms;
  }
  return { points: { time, value, nulls: null }, style: style!, integers };
}

export function putInlineSeries(out: Output, { points, style, integers }: InlineSeries): void {
  const { time, value } = points;
  const words = new Uint32Array(value.buffer, value.byteOffset, value.length * 2);
  const { length } = isoStyles[style];
  putArrayHead(out, time.length);
  for (let i = 0; i < time.length; i++) {
    putArrayHead(out, 2);
    if (integers[i] === 1) putInteger(out, value[i]!);
    else putFloatWords(out, words[2 * i]!, words[2 * i + 1]!);
    room(out, 1);
    out.bytes[out.at++] = 0xa0 | length;
    putIso(out, time[i]!, 0, style);
  }
}

/** Bytes of an integer with its token. */
function integerLength(token: number): number {
  if (token < 0x80 || token >= 0xe0) return 1;
  return 1 + (1 << (token & 3));
}
