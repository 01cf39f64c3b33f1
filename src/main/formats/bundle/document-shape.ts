import { ArchiveError } from '#contract/archive-error.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { peekKind, readArraySize, type TokenKind } from '../messagepack/read-value.ts';
import { skipIfEmpty } from './empty-value.ts';

/** True at a map. A value that counts as missing is moved over, and false; anything else throws. */
export function standsAtMap(cursor: Cursor, what: string): boolean {
  if (skipIfEmpty(cursor)) return false;
  if (peekKind(cursor) === 'map') return true;
  throw unexpected(`${what} is no map`, cursor.position);
}

/** True at a list; see `standsAtMap`. */
export function standsAtList(cursor: Cursor, what: string): boolean {
  if (skipIfEmpty(cursor)) return false;
  if (peekKind(cursor) === 'array') return true;
  throw unexpected(`${what} is no list`, cursor.position);
}

/** Calls `read` for each item of a list; a value that counts as missing is a list of none. */
export function readItems(cursor: Cursor, what: string, read: () => void): void {
  if (!standsAtList(cursor, what)) return;
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
