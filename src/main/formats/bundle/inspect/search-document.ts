import { type DocumentMatches, documentLimits } from '#contract/document.ts';
import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { readKeyBytes } from '../../messagepack/key-table.ts';
import {
  peekKind,
  readArraySize,
  readMapSize,
  readTextBytes,
} from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import type { Container } from '../container.ts';
import { readNode } from './read-node.ts';

/**
 * Values whose key or text holds `text`, in document order, whatever the case. Below a key of an equal shape in a
 * long list the same key comes again and again: every one is a match of its own, until `limit`.
 */
export function searchDocument(
  { payload }: Container,
  { text, limit }: { text: string; limit: number },
): DocumentMatches {
  const wanted = text.toLowerCase();
  const most = Math.min(limit, documentLimits.matches);
  const matches: DocumentMatches['matches'] = [];
  const path: (string | number)[] = [];
  let isCut = false;

  function note(cursor: Cursor, key: string | number | null): void {
    if (matches.length === most) {
      isCut = true;
      return;
    }
    const start = cursor.position;
    matches.push({ path: [...path], node: readNode(cursor, key) });
    cursor.position = start;
  }

  /** The depth is bounded: what lies deeper than the walk of any reader goes was refused before. */
  function visit(cursor: Cursor, key: string | number | null): void {
    if (isCut) return;
    const kind = peekKind(cursor);
    const isNamed = typeof key === 'string' && key.toLowerCase().includes(wanted);
    if (isNamed) note(cursor, key);
    if (kind === 'map') {
      const size = readMapSize(cursor);
      for (let pair = 0; pair < size && !isCut; pair++) {
        const name = readKeyBytes(cursor).toString();
        descend(cursor, name);
      }
    } else if (kind === 'array') {
      const size = readArraySize(cursor);
      for (let index = 0; index < size && !isCut; index++) descend(cursor, index);
    } else if (kind === 'text' && !isNamed) {
      const start = cursor.position;
      const holds = readTextBytes(cursor).toString().toLowerCase().includes(wanted);
      const end = cursor.position;
      cursor.position = start;
      if (holds) note(cursor, key);
      cursor.position = end;
    } else skipValue(cursor);
  }

  function descend(cursor: Cursor, key: string | number): void {
    path.push(key);
    visit(cursor, key);
    path.pop();
  }

  visit(openCursor(payload), null);
  return { matches, isCut };
}
