import type { Cursor } from '../messagepack/cursor.ts';
import { peekKind } from '../messagepack/read-value.ts';

/** nil, false, 0, and a map, list or text of nothing: what Python's `or` passes over. */
const emptyTokens: ReadonlySet<number> = new Set([0xc0, 0xc2, 0x00, 0x80, 0x90, 0xa0]);

/** The reference reads these as if the key were missing. Moves over such a value and says so; else stays. */
export function skipIfEmpty(cursor: Cursor): boolean {
  peekKind(cursor);
  if (!emptyTokens.has(cursor.bytes[cursor.position]!)) return false;
  cursor.position++;
  return true;
}
