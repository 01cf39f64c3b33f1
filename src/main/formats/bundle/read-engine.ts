import { usualStudy } from '#contract/study-summary.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { readKeyBytes } from '../messagepack/key-table.ts';
import { peekKind, readArraySize, readMapSize } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { duplicateKeyAt } from '../messagepack/walk-errors.ts';
import type { EngineFacts, StudyFacts } from './document-facts.ts';
import { standsAtMap } from './document-shape.ts';
import { readSummary } from './read-summary.ts';

/** An engine of a study that nothing was read of yet. */
export function noEngine(engine: string | null): EngineFacts {
  const slot = { studyName: usualStudy, sampleType: null, engine, universe: null, runsAt: [] };
  return { slot, summary: null, byUniverse: [], tests: 0 };
}

/** A study of this name that says nothing of itself. */
export function plainStudy(name: string, engines: EngineFacts[]): StudyFacts {
  return {
    name,
    description: null,
    sampleType: null,
    windowPart: null,
    initialCapital: null,
    riskFreeRate: null,
    universe: null,
    engines,
  };
}

/** It has a row of its own, as in the reference. */
export function isFilled({ slot, summary, byUniverse }: EngineFacts): boolean {
  return slot.runsAt.length > 0 || summary !== null || byUniverse.length > 0;
}

/** `summaries_by_universe`: a summary by the key of its universe (FORMATS §5). */
export function readUniverseSummaries(cursor: Cursor): EngineFacts['byUniverse'] {
  const summaries: EngineFacts['byUniverse'] = [];
  if (!standsAtMap(cursor, 'summaries_by_universe')) return summaries;
  const seen = new Set<string>();
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const key = readKeyBytes(cursor).toString();
    if (seen.has(key)) throw duplicateKeyAt(offset, key);
    seen.add(key);
    summaries.push({ key, summary: readSummary(cursor) });
  }
  return summaries;
}

/** How many items a list has, 0 for anything else; the cursor moves behind it. */
export function countItems(cursor: Cursor): number {
  const start = cursor.position;
  const size = peekKind(cursor) === 'array' ? readArraySize(cursor) : 0;
  cursor.position = start;
  skipValue(cursor);
  return size;
}
