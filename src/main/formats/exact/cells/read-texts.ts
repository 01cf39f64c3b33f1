import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { type CellSpans, sameBytes } from './cell-spans.ts';
import { cellTags, emptyNumbers, type TextCells } from './column-cells.ts';
import { createIsoParser } from './iso-time.ts';
import { jsonOfMessagePack } from './json-text.ts';
import { messagePackOfJson } from './messagepack-of-json.ts';
import { type ReadColumn, shortestInteger } from './read-numbers.ts';

/** Text; integers (ids of event runs) become their digits. Literal: other types, unusual headers. */
export function readTexts(payload: Cursor, spans: CellSpans): ReadColumn {
  return readDistinct(payload, spans, (at, end) => {
    const { bytes } = payload;
    if (bytes[at] === 0xc0) return { tag: cellTags.nil, text: null };
    const integer = shortestInteger(payload, at);
    if (!Number.isNaN(integer)) return { tag: cellTags.integer, text: String(integer) };
    const from = textStart(bytes, at);
    if (from === -1) return { tag: cellTags.literal, text: null };
    const text = bytes.toString('utf8', from, end);
    // Parquet readers may take a leading byte order mark for an encoding's signature and drop it.
    const isSafe = from - at === headLength(end - from) && !text.startsWith('\ufeff');
    return { tag: isSafe ? cellTags.natural : cellTags.literal, text };
  });
}

/** Any value as JSON text. Literal: values that JSON text does not bring back byte for byte. */
export function readJson(payload: Cursor, spans: CellSpans): ReadColumn {
  return readDistinct(payload, spans, (at, end) => {
    const { bytes } = payload;
    if (bytes[at] === 0xc0) return { tag: cellTags.nil, text: null };
    const value = bytes.subarray(at, end);
    const text = jsonOfMessagePack(openCursor(value));
    const isExact = messagePackOfJson(text)?.equals(value) === true;
    return { tag: isExact ? cellTags.natural : cellTags.literal, text };
  });
}

/** ISO times as milliseconds. Literal: any other text or type. */
export function readTimes(payload: Cursor, spans: CellSpans): ReadColumn & { micros: number[] } {
  const { bytes } = payload;
  const { starts, ends } = spans;
  const parser = createIsoParser();
  const cells = emptyNumbers('time', starts.length);
  const tags = new Uint8Array(starts.length);
  const micros: number[] = [];
  for (let row = 0; row < starts.length; row++) {
    const at = starts[row]!;
    if (at < 0) continue;
    if (bytes[at] === 0xc0) {
      tags[row] = cellTags.nil;
      continue;
    }
    const from = textStart(bytes, at);
    const end = ends[row]!;
    const isTime =
      from !== -1 && from - at === headLength(end - from) && parser.parse(bytes, from, end);
    if (!isTime) {
      tags[row] = cellTags.literal;
      continue;
    }
    const { ms, style } = parser.time;
    cells.values[row] = ms;
    cells.nulls![row] = 0;
    if (style === 0) continue;
    tags[row] = style + 4;
    if (style === 1) micros.push(parser.time.micros);
  }
  return { cells, tags, micros };
}

interface TextCell {
  tag: number;
  text: string | null;
}

/** Reads each cell once; one that equals the row before, or a short one seen before, is not read again. */
function readDistinct(
  payload: Cursor,
  spans: CellSpans,
  read: (at: number, end: number) => TextCell,
): ReadColumn {
  const { bytes } = payload;
  const { starts, ends } = spans;
  const values: (string | null)[] = new Array(starts.length).fill(null);
  const tags = new Uint8Array(starts.length);
  const cells: TextCells = { kind: 'text', values };
  let last: TextCell | null = null;
  let lastAt = 0;
  let lastEnd = 0;
  for (let row = 0; row < starts.length; row++) {
    const at = starts[row]!;
    if (at < 0) continue;
    const end = ends[row]!;
    if (last === null || !sameBytes(bytes, at, end, bytes, lastAt, lastEnd)) last = read(at, end);
    lastAt = at;
    lastEnd = end;
    values[row] = last.text;
    tags[row] = last.tag;
  }
  return { cells, tags };
}

/** Where the characters of a text begin, -1 when the value is none. */
export function textStart(bytes: Buffer, at: number): number {
  const token = bytes[at]!;
  if (token >= 0xa0 && token < 0xc0) return at + 1;
  if (token === 0xd9) return at + 2;
  if (token === 0xda) return at + 3;
  return token === 0xdb ? at + 5 : -1;
}

/** Bytes of the shortest head of a text of so many bytes. */
export function headLength(textBytes: number): number {
  if (textBytes < 32) return 1;
  if (textBytes < 256) return 2;
  return textBytes < 65536 ? 3 : 5;
}
