import { ArchiveError } from '#contract/archive-error.ts';
import { usualStudy } from '#contract/study-summary.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import {
  type EngineFacts,
  noFacts,
  type RunSlot,
  type RunVisitor,
  type WalkedDocument,
} from './document-facts.ts';
import { readItems, standsAtMap } from './document-shape.ts';
import { commonKeys, readCommonField } from './read-common-field.ts';
import {
  countItems,
  isFilled,
  noEngine,
  plainStudy,
  readUniverseSummaries,
} from './read-engine.ts';
import { readOptionalText } from './read-run.ts';
import { readSummary } from './read-summary.ts';
import { readUniverse } from './read-universe.ts';
import { readRuns } from './walk-v1-v2.ts';

/** Where the other versions keep their runs. */
const foreignKeys = ['studies', 'backtest', 'backtest_runs', 'vector_runs', 'event_runs'] as const;

const documentFields = keyTable([
  ...commonKeys,
  'study_name',
  'study_description',
  'universes',
  'monte_carlo_tests',
  'vector',
  'event',
  ...foreignKeys,
]);
const slotFields = keyTable(['runs', 'summary', 'summaries_by_universe']);

/** FORMATS §5, v3 and v4: one study, and in it a slot for each engine that has something. */
export function walkV3OrV4(
  cursor: Cursor,
  formatVersion: number,
  visitRun: RunVisitor,
): WalkedDocument {
  const facts = noFacts();
  const vector = noEngine('vector');
  const event = noEngine('event');
  let studyName: string | null = null;
  let description: string | null = null;
  let hasSlot = false;
  let foreign: string | null = null;

  readFields(cursor, documentFields, (key) => {
    switch (key) {
      case 'vector':
        hasSlot = true;
        readSlot(cursor, vector, visitRun);
        return;
      case 'event':
        hasSlot = true;
        readSlot(cursor, event, visitRun);
        return;
      case 'study_name':
        studyName = readOptionalText(cursor);
        return;
      case 'study_description':
        description = readOptionalText(cursor);
        return;
      case 'monte_carlo_tests':
        // The reference reads them into the vector engine, whichever the runs are on.
        vector.tests = countItems(cursor);
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

  const engines = [vector, event];
  const slots = engines.map(({ slot }) => slot);
  facts.summary = vector.summary ?? event.summary;
  facts.engineType = enginesOf(slots);
  const name = studyName || usualStudy;
  const universe = facts.universes[0] ?? null;
  const { riskFreeRate } = facts;
  facts.studies = [{ ...plainStudy(name, engines), description, universe, riskFreeRate }];
  for (const slot of slots) {
    slot.studyName = name;
    slot.universe = universe;
  }
  if (studyName !== null || engines.some(isFilled)) facts.studyNames = [name];
  return { facts, slots };
}

/** The engines that hold runs, joined by `+`; null when none does. */
export function enginesOf(slots: readonly RunSlot[]): string | null {
  const engines = new Set(slots.filter(({ runsAt }) => runsAt.length > 0).map((s) => s.engine));
  const named = ['vector', 'event'].filter((engine) => engines.has(engine));
  return named.length === 0 ? null : named.join('+');
}

function readSlot(cursor: Cursor, engine: EngineFacts, visitRun: RunVisitor): void {
  if (!standsAtMap(cursor, engine.slot.engine ?? 'the slot')) return;
  readFields(cursor, slotFields, (key) => {
    if (key === 'runs') readRuns(cursor, engine.slot, visitRun);
    else if (key === 'summary') engine.summary = readSummary(cursor);
    else engine.byUniverse = readUniverseSummaries(cursor);
  });
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
