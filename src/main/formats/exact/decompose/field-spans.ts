import type { Cursor } from '../../messagepack/cursor.ts';
import { peekKind, readArraySize, readMapSize, readText } from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';

/** Where a value lies in a payload. */
export interface Span {
  start: number;
  end: number;
}

/** The fields of the map at `at`; of a key that stands twice the first. Empty for another value. */
export function fieldSpans(payload: Cursor, at: number): Map<string, Span> {
  const fields = new Map<string, Span>();
  payload.position = at;
  if (peekKind(payload) !== 'map') return fields;
  for (let left = readMapSize(payload); left > 0; left--) {
    const key = readText(payload);
    const start = payload.position;
    skipValue(payload);
    if (!fields.has(key)) fields.set(key, { start, end: payload.position });
  }
  return fields;
}

/** The items of the array at `at`; null for another value. */
export function itemSpans(payload: Cursor, at: number): Span[] | null {
  const count = arrayCount(payload, at);
  if (count === null) return null;
  const items: Span[] = [];
  for (let left = count; left > 0; left--) {
    const start = payload.position;
    skipValue(payload);
    items.push({ start, end: payload.position });
  }
  return items;
}

/** Moves the cursor to the first item of the array at `at` and says how many there are; null for another value. */
export function arrayCount(payload: Cursor, at: number): number | null {
  payload.position = at;
  return peekKind(payload) === 'array' ? readArraySize(payload) : null;
}

/** Bytes of the shortest head of an array of so many items. */
export function arrayHeadLength(count: number): number {
  if (count < 16) return 1;
  return count < 65536 ? 3 : 5;
}
