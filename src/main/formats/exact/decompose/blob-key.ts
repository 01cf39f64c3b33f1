import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { readText } from '../../messagepack/read-value.ts';
import type { Span } from './field-spans.ts';

/** `{"@blob": …}` with the shortest heads: 0x81, 0xa5, then the five letters. */
const REFERENCE_HEAD = Buffer.from('\x81\xa5@blob', 'latin1');

/** The key in a reference to a blob, null for any other value. */
export function blobKey(payload: Cursor, { start, end }: Span): string | null {
  const { bytes } = payload;
  const keyAt = start + REFERENCE_HEAD.length;
  if (bytes.compare(REFERENCE_HEAD, 0, REFERENCE_HEAD.length, start, keyAt) !== 0) return null;
  const cursor = openCursor(bytes.subarray(keyAt, end));
  const token = cursor.bytes[0]!;
  const isText = (token >= 0xa0 && token < 0xc0) || (token >= 0xd9 && token <= 0xdb);
  return isText ? readText(cursor) : null;
}
