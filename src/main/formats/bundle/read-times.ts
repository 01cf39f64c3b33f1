import type { Cursor } from '../messagepack/cursor.ts';
import { peekKind, readText } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { unexpected } from './document-shape.ts';
import { parseIsoForm, parseIsoTime } from './iso-time.ts';

/** A time of a run: null where there is none. A text that is no time refuses the bundle (FORMATS §9). */
export function readTime(cursor: Cursor, what: string): number | null {
  if (peekKind(cursor) !== 'text') {
    skipValue(cursor);
    return null;
  }
  const offset = cursor.position;
  const text = readText(cursor);
  const time = parseIsoTime(text);
  if (time === null) throw unexpected(`${what} is no time: ${shorten(text)}`, offset);
  return time;
}

/** Moves over a time that must be there, in the stricter form the reference wants inside metrics. */
export function requireTime(cursor: Cursor, what: string): void {
  const offset = cursor.position;
  if (peekKind(cursor) !== 'text') throw unexpected(`${what} is no time`, offset);
  const text = readText(cursor);
  if (parseIsoForm(text) === null) throw unexpected(`${what} is no time: ${shorten(text)}`, offset);
}

function shorten(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
