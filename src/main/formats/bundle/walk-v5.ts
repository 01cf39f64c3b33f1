import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields, readKeyBytes } from '../messagepack/key-table.ts';
import { peekKind, readMapSize } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { duplicateKeyAt } from '../messagepack/walk-errors.ts';
import type { SqlValue } from './bundle-record.ts';
import {
  type DocumentFacts,
  noFacts,
  type RunSlot,
  type RunVisitor,
  type WalkedDocument,
} from './document-facts.ts';
import { readItems, requireKind, standsAtMap } from './document-shape.ts';
import { commonKeys, readCommonField } from './read-common-field.ts';
import { readSummary } from './read-summary.ts';
import { readUniverse, type Universe } from './read-universe.ts';
import { readSqlScalar } from './sql-value.ts';
import { readRuns } from './walk-v1-v2.ts';
import { enginesOf, otherLayout } from './walk-v3-v4.ts';

/** Where the other versions keep their runs. */
const foreignKeys = [
  'vector',
  'event',
  'backtest',
  'backtest_runs',
  'vector_runs',
  'event_runs',
] as const;
const documentFields = keyTable([...commonKeys, 'studies', 'universes', ...foreignKeys]);
const studyFields = keyTable([
  'risk_free_rate',
  'universe',
  'universes',
  'vector_runs',
  'vector_summary',
  'event_runs',
  'event_summary',
]);

/** What the reference takes for a study's risk-free rate that is nil or 0. */
const USUAL_RISK_FREE_RATE = 0.027;

/**
 * FORMATS §5, v5: studies, each with the runs of both engines. The row of the bundle takes the summary of
 * the first study that has one, vector before event, and the risk-free rate of the first study.
 */
export function walkV5(cursor: Cursor, visitRun: RunVisitor): WalkedDocument {
  const facts = noFacts();
  const studies: Study[] = [];
  let hasStudies = false;
  let foreign: string | null = null;
  readFields(cursor, documentFields, (key) => {
    switch (key) {
      case 'studies':
        hasStudies = true;
        readStudies(cursor, studies, visitRun);
        return;
      case 'universes':
        readUniverses(cursor, facts.universes);
        return;
      case 'vector':
      case 'event':
      case 'backtest':
      case 'backtest_runs':
      case 'vector_runs':
      case 'event_runs':
        foreign ??= key;
        skipValue(cursor);
        return;
      case 'risk_free_rate':
        // It stands in the studies; at the top it means nothing from v5 on.
        skipValue(cursor);
        return;
      default:
        readCommonField(cursor, key, facts);
    }
  });
  if (foreign !== null && !hasStudies) throw otherLayout(5, foreign);
  const slots = studies.flatMap(({ vector, event }) => [vector, event]);
  addStudyFacts(facts, studies, slots);
  return { facts, slots };
}

interface Study {
  name: string;
  riskFreeRate: SqlValue;
  universe: Universe | null;
  /** Files of older commits name a list here; its first entry counts. */
  olderUniverses: Universe[];
  vector: RunSlot;
  event: RunSlot;
  vectorSummary: SqlValue[] | null;
  eventSummary: SqlValue[] | null;
}

function addStudyFacts(facts: DocumentFacts, studies: readonly Study[], slots: RunSlot[]): void {
  for (const study of studies) {
    const universe = study.universe ?? study.olderUniverses[0] ?? null;
    if (universe !== null) facts.universes.push(universe);
    study.vector.universe = universe;
    study.event.universe = universe;
    facts.studyNames.push(study.name);
    facts.summary ??= study.vectorSummary ?? study.eventSummary;
  }
  const first = studies[0];
  if (first !== undefined) facts.riskFreeRate = first.riskFreeRate || USUAL_RISK_FREE_RATE;
  facts.engineType = enginesOf(slots);
}

function readStudies(cursor: Cursor, studies: Study[], visitRun: RunVisitor): void {
  if (!standsAtMap(cursor, 'studies')) return;
  const seen = new Set<string>();
  const size = readMapSize(cursor);
  for (let pair = 0; pair < size; pair++) {
    const offset = cursor.position;
    const name = readKeyBytes(cursor).toString();
    if (seen.has(name)) throw duplicateKeyAt(offset, name);
    seen.add(name);
    if (peekKind(cursor) === 'nil') skipValue(cursor);
    else studies.push(readStudy(cursor, name, visitRun));
  }
}

function readStudy(cursor: Cursor, name: string, visitRun: RunVisitor): Study {
  const slot = (engine: string): RunSlot => ({
    studyName: name,
    engine,
    universe: null,
    runsAt: [],
  });
  const study: Study = {
    name,
    riskFreeRate: null,
    universe: null,
    olderUniverses: [],
    vector: slot('vector'),
    event: slot('event'),
    vectorSummary: null,
    eventSummary: null,
  };
  requireKind(cursor, 'map', `the study ${JSON.stringify(name)}`);
  readFields(cursor, studyFields, (key) => {
    switch (key) {
      case 'risk_free_rate':
        study.riskFreeRate = readSqlScalar(cursor, key);
        return;
      case 'universe':
        study.universe = readUniverse(cursor);
        return;
      case 'universes':
        readUniverses(cursor, study.olderUniverses);
        return;
      case 'vector_runs':
        readRuns(cursor, study.vector, visitRun);
        return;
      case 'event_runs':
        readRuns(cursor, study.event, visitRun);
        return;
      case 'vector_summary':
        study.vectorSummary = readSummary(cursor);
        return;
      case 'event_summary':
        study.eventSummary = readSummary(cursor);
    }
  });
  return study;
}

function readUniverses(cursor: Cursor, universes: Universe[]): void {
  readItems(cursor, 'universes', () => {
    const universe = readUniverse(cursor);
    if (universe !== null) universes.push(universe);
  });
}
