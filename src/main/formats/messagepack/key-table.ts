import { isUtf8 } from 'node:buffer';
import type { Cursor } from './cursor.ts';
import { peekKeyToken, readMapSize, readTextBytes, readTextSize } from './read-value.ts';
import { skipValue } from './skip-value.ts';
import { badTextAt, duplicateKeyAt } from './walk-errors.ts';

/** The keys a reader knows, found by comparing bytes: no string is built for a key of a document. */
export interface KeyTable<Key extends string> {
  readonly keys: readonly Key[];
  readonly encoded: readonly Buffer[];
  /** Position in `keys` plus 1 by hash of the key's bytes, open addressing; 0 is free. */
  readonly slots: Uint16Array;
}

export function keyTable<const Key extends string>(keys: readonly Key[]): KeyTable<Key> {
  const encoded = keys.map((key) => Buffer.from(key));
  const slots = new Uint16Array(1 << Math.ceil(Math.log2(keys.length * 2 + 2)));
  for (const [index, bytes] of encoded.entries()) {
    let slot = hashOf(bytes, 0, bytes.length) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = index + 1;
  }
  return { keys, encoded, slots };
}

/**
 * Reads the map at the cursor. `read` is called for every known key and must move over its value; other
 * values are skipped, after `unknown` has seen their key. A known key that stands twice is refused.
 */
export function readFields<Key extends string>(
  cursor: Cursor,
  table: KeyTable<Key>,
  read: (key: Key, index: number) => void,
  unknown?: (key: Buffer, offset: number) => void,
): void {
  const size = readMapSize(cursor);
  const seen = new Uint8Array(table.keys.length);
  const { bytes } = cursor;
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    peekKeyToken(cursor);
    const keySize = readTextSize(cursor);
    const from = cursor.position;
    const to = from + keySize;
    cursor.position = to;
    const index = findKey(table, bytes, from, to);
    if (index === -1) {
      // One that is known is UTF-8, and needs no view of its own: a view costs more than the search.
      const key = bytes.subarray(from, to);
      if (!isUtf8(key)) throw badTextAt(from);
      unknown?.(key, offset);
      skipValue(cursor);
      continue;
    }
    if (seen[index] === 1) throw duplicateKeyAt(offset, table.keys[index]!);
    seen[index] = 1;
    read(table.keys[index]!, index);
  }
}

/** The bytes of a map's key, which must be text. */
export function readKeyBytes(cursor: Cursor): Buffer {
  peekKeyToken(cursor);
  return readTextBytes(cursor);
}

function findKey(table: KeyTable<string>, bytes: Buffer, from: number, to: number): number {
  const { slots, encoded } = table;
  const mask = slots.length - 1;
  for (let slot = hashOf(bytes, from, to) & mask; ; slot = (slot + 1) & mask) {
    const index = slots[slot]! - 1;
    if (index === -1) return -1;
    if (isSame(encoded[index]!, bytes, from, to)) return index;
  }
}

function isSame(key: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let at = 0; at < key.length; at++) if (key[at] !== bytes[from + at]) return false;
  return true;
}

function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
  return hash ^ (hash >>> 15);
}
