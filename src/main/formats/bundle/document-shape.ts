import { ArchiveError } from '#contract/archive-error.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { peekKind, readArraySize, type TokenKind } from '../messagepack/read-value.ts';
import { skipIfEmpty } from './empty-value.ts';

/** Says true for a map, false for one that counts as missing; throws for anything else. */
export function standsAtMap(cursor: Cursor, what: string): boolean {
  if (peekKind(cursor) === 'map' && !isEmptyMap(cursor)) return true;
  const offset = cursor.position;
  if (skipIfEmpty(cursor)) return false;
  throw unexpected(`${what} is no map`, offset);
}

/** Calls `read` for each item of a list; a value that counts as missing is a list of none. */
export function readItems(cursor: Cursor, what: string, read: () => void): void {
  const offset = cursor.position;
  if (skipIfEmpty(cursor)) return;
  if (peekKind(cursor) !== 'array') throw unexpected(`${what} is no list`, offset);
  const size = readArraySize(cursor);
  for (let index = 0; index < size; index++) read();
}

export function requireKind(cursor: Cursor, kind: TokenKind, what: string): void {
  if (peekKind(cursor) === kind) return;
  throw unexpected(`${what} is no ${kind}`, cursor.position);
}

export function unexpected(message: string, offset: number): ArchiveError {
  return new ArchiveError('document-unexpected', `${message}, at byte ${offset}`, { offset });
}

function isEmptyMap(cursor: Cursor): boolean {
  return cursor.bytes[cursor.position] === 0x80;
}
