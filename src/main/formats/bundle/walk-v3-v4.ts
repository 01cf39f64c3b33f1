import { ArchiveError } from '#contract/archive-error.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import type { SqlValue } from './bundle-record.ts';
import { noFacts, type RunSlot, type RunVisitor, type WalkedDocument } from './document-facts.ts';
import { readItems, standsAtMap } from './document-shape.ts';
import { commonKeys, readCommonField } from './read-common-field.ts';
import { readOptionalText } from './read-run.ts';
import { readSummary } from './read-summary.ts';
import { readUniverse } from './read-universe.ts';
import { readRuns } from './walk-v1-v2.ts';

/** Where the other versions keep their runs. */
const foreignKeys = ['studies', 'backtest', 'backtest_runs', 'vector_runs', 'event_runs'] as const;

const documentFields = keyTable([
  ...commonKeys,
  'study_name',
  'universes',
  'vector',
  'event',
  ...foreignKeys,
]);
const slotFields = keyTable(['runs', 'summary']);

/** FORMATS §5, v3 and v4: one study, and in it a slot for each engine that has something. */
export function walkV3OrV4(
  cursor: Cursor,
  formatVersion: number,
  visitRun: RunVisitor,
): WalkedDocument {
  const facts = noFacts();
  const vector = engineSlot('vector');
  const event = engineSlot('event');
  let studyName: string | null = null;
  let hasSlot = false;
  let foreign: string | null = null;

  readFields(cursor, documentFields, (key) => {
    switch (key) {
      case 'vector':
        hasSlot = true;
        vector.summary = readSlot(cursor, vector, visitRun);
        return;
      case 'event':
        hasSlot = true;
        event.summary = readSlot(cursor, event, visitRun);
        return;
      case 'study_name':
        studyName = readOptionalText(cursor);
        return;
      case 'universes':
        readItems(cursor, 'universes', () => {
          const universe = readUniverse(cursor);
          if (universe !== null) facts.universes.push(universe);
        });
        return;
      case 'studies':
      case 'backtest':
      case 'backtest_runs':
      case 'vector_runs':
      case 'event_runs':
        foreign ??= key;
        skipValue(cursor);
        return;
      default:
        readCommonField(cursor, key, facts);
    }
  });
  if (foreign !== null && !hasSlot) throw otherLayout(formatVersion, foreign);

  const slots = [vector, event];
  facts.summary = vector.summary ?? event.summary;
  facts.engineType = enginesOf(slots);
  if (formatVersion >= 4) {
    const hasStudy = studyName !== null || slots.some((slot) => slot.isFilled);
    for (const slot of slots) {
      slot.studyName = studyName ?? 'default';
      slot.universe = facts.universes[0] ?? null;
    }
    if (hasStudy) facts.studyNames = [studyName ?? 'default'];
  }
  return { facts, slots };
}

/** The engines that hold runs, joined by `+`; null when none does. */
export function enginesOf(slots: readonly RunSlot[]): string | null {
  const engines = new Set(slots.filter(({ runsAt }) => runsAt.length > 0).map((s) => s.engine));
  const named = ['vector', 'event'].filter((engine) => engines.has(engine));
  return named.length === 0 ? null : named.join('+');
}

interface EngineSlot extends RunSlot {
  summary: SqlValue[] | null;
  /** It has runs or a summary. */
  isFilled: boolean;
}

function engineSlot(engine: string): EngineSlot {
  return { studyName: null, engine, universe: null, runsAt: [], summary: null, isFilled: false };
}

function readSlot(cursor: Cursor, slot: EngineSlot, visitRun: RunVisitor): SqlValue[] | null {
  let summary: SqlValue[] | null = null;
  if (!standsAtMap(cursor, slot.engine ?? 'the slot')) return summary;
  readFields(cursor, slotFields, (key) => {
    if (key === 'runs') readRuns(cursor, slot, visitRun);
    else summary = readSummary(cursor);
  });
  slot.isFilled = slot.runsAt.length > 0 || summary !== null;
  return summary;
}

/**
 * A document of another version than its header says. The reference reads it as a backtest without runs and
 * gives it no row: better to say what is wrong with the file.
 */
export function otherLayout(formatVersion: number, key: string): ArchiveError {
  return new ArchiveError(
    'document-unexpected',
    `the header says format version ${formatVersion}, but ${key} belongs to another version`,
  );
}
