import { ArchiveError } from '#contract/archive-error.ts';
import { type Cursor, requireEnd } from '../messagepack/cursor.ts';
import { peekKind } from '../messagepack/read-value.ts';
import type { RunVisitor, WalkedDocument } from './document-facts.ts';
import { walkV1, walkV2 } from './walk-v1-v2.ts';
import { walkV3OrV4 } from './walk-v3-v4.ts';
import { walkV5 } from './walk-v5.ts';

/**
 * Goes over a whole payload once. The header's version alone says how it is laid out; 0 counts as 1, as in
 * the reference. `visitRun` is called with the cursor at each run and must move it behind.
 */
export function walkDocument(
  cursor: Cursor,
  formatVersion: number,
  visitRun: RunVisitor,
): WalkedDocument {
  if (peekKind(cursor) !== 'map') {
    throw new ArchiveError(
      'document-not-a-map',
      `the document is a ${peekKind(cursor)}, not a map`,
      {
        offset: 0,
      },
    );
  }
  const walked = walkVersion(cursor, formatVersion, visitRun);
  requireEnd(cursor);
  return walked;
}

function walkVersion(cursor: Cursor, formatVersion: number, visitRun: RunVisitor): WalkedDocument {
  if (formatVersion <= 1) return walkV1(cursor, visitRun);
  if (formatVersion === 2) return walkV2(cursor, visitRun);
  if (formatVersion === 5) return walkV5(cursor, visitRun);
  return walkV3OrV4(cursor, formatVersion, visitRun);
}
