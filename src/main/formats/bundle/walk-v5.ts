import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields, readKeyBytes } from '../messagepack/key-table.ts';
import { peekKind, readMapSize } from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import { duplicateKeyAt } from '../messagepack/walk-errors.ts';
import {
  type DocumentFacts,
  type EngineFacts,
  noFacts,
  type RunVisitor,
  type StudyFacts,
  type WalkedDocument,
} from './document-facts.ts';
import { readItems, requireKind, standsAtMap } from './document-shape.ts';
import { commonKeys, readCommonField } from './read-common-field.ts';
import { countItems, noEngine, plainStudy, readUniverseSummaries } from './read-engine.ts';
import { readOptionalText } from './read-run.ts';
import { readSummary } from './read-summary.ts';
import { readUniverse, type Universe } from './read-universe.ts';
import { readNumber, readSqlScalar, readSqlText } from './sql-value.ts';
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
const documentFields = keyTable([
  ...commonKeys,
  'anchor_algorithm_id',
  'studies',
  'universes',
  ...foreignKeys,
]);
const engineNames = ['vector', 'event'] as const;
const engineParts = ['runs', 'summary', 'summaries_by_universe', 'monte_carlo_tests'] as const;
const ownFields = [
  'description',
  'sample_type',
  'window_part',
  'initial_capital',
  'risk_free_rate',
  'universe',
  'universes',
  'monte_carlo_tests',
] as const;
const studyFields = keyTable([
  ...ownFields,
  ...engineNames.flatMap((engine) => engineParts.map((part) => `${engine}_${part}` as const)),
]);

/** What the reference takes for a study's risk-free rate that is nil or 0. */
const USUAL_RISK_FREE_RATE = 0.027;

/**
 * FORMATS §5, v5: studies, each with the runs of both engines. The row of the bundle takes the summary of
 * the first study that has one, vector before event, and the risk-free rate of the first study.
 */
export function walkV5(cursor: Cursor, visitRun: RunVisitor): WalkedDocument {
  const facts = noFacts();
  const studies: StudyFacts[] = [];
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
      case 'anchor_algorithm_id':
        facts.anchorAlgorithmId = readSqlText(cursor, key);
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
  const slots = studies.flatMap(({ engines }) => engines.map(({ slot }) => slot));
  addStudyFacts(facts, studies);
  facts.engineType = enginesOf(slots);
  return { facts, slots };
}

function addStudyFacts(facts: DocumentFacts, studies: StudyFacts[]): void {
  for (const { name, universe, engines } of studies) {
    if (universe !== null) facts.universes.push(universe);
    facts.studyNames.push(name);
    for (const { summary } of engines) facts.summary ??= summary;
  }
  facts.studies = studies;
  facts.riskFreeRate = studies[0]?.riskFreeRate ?? null;
}

function readStudies(cursor: Cursor, studies: StudyFacts[], visitRun: RunVisitor): void {
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

function readStudy(cursor: Cursor, name: string, visitRun: RunVisitor): StudyFacts {
  const engines = { vector: noEngine('vector'), event: noEngine('event') };
  const study = plainStudy(name, [engines.vector, engines.event]);
  /** Files of older commits name a list; its first entry counts. */
  const olderUniverses: Universe[] = [];
  let olderTests = 0;
  let isNan = false;
  requireKind(cursor, 'map', `the study ${JSON.stringify(name)}`);
  readFields(cursor, studyFields, (key) => {
    switch (key) {
      case 'description':
        study.description = readOptionalText(cursor);
        return;
      case 'sample_type':
        study.sampleType = readOptionalText(cursor);
        return;
      case 'window_part':
        study.windowPart = readOptionalText(cursor);
        return;
      case 'initial_capital':
        study.initialCapital = readNumber(cursor);
        return;
      case 'risk_free_rate': {
        const kind = peekKind(cursor);
        study.riskFreeRate = readSqlScalar(cursor, key);
        // A NaN is null to SQLite, but not to the reference, which only replaces nil and 0.
        isNan = kind.startsWith('float') && study.riskFreeRate === null;
        return;
      }
      case 'universe':
        study.universe = readUniverse(cursor);
        return;
      case 'universes':
        readUniverses(cursor, olderUniverses);
        return;
      case 'monte_carlo_tests':
        olderTests = countItems(cursor);
        return;
      default:
        readEngineField(cursor, key, engines, visitRun);
    }
  });
  study.universe ??= olderUniverses[0] ?? null;
  if (!isNan) study.riskFreeRate ||= USUAL_RISK_FREE_RATE;
  // Tests of the study as a whole are read into the vector engine, as the reference does.
  engines.vector.tests ||= olderTests;
  for (const { slot } of study.engines) {
    slot.studyName = name;
    slot.sampleType = study.sampleType;
    slot.universe = study.universe;
  }
  return study;
}

function readEngineField(
  cursor: Cursor,
  key: `${(typeof engineNames)[number]}_${(typeof engineParts)[number]}`,
  engines: Record<(typeof engineNames)[number], EngineFacts>,
  visitRun: RunVisitor,
): void {
  const isVector = key.startsWith('vector_');
  const engine = isVector ? engines.vector : engines.event;
  switch (key.slice(isVector ? 'vector_'.length : 'event_'.length)) {
    case 'runs':
      readRuns(cursor, engine.slot, visitRun);
      return;
    case 'summary':
      engine.summary = readSummary(cursor);
      return;
    case 'summaries_by_universe':
      engine.byUniverse = readUniverseSummaries(cursor);
      return;
    default:
      engine.tests = countItems(cursor);
  }
}

function readUniverses(cursor: Cursor, universes: Universe[]): void {
  readItems(cursor, 'universes', () => {
    const universe = readUniverse(cursor);
    if (universe !== null) universes.push(universe);
  });
}
