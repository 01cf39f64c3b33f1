import { usualStudy } from '#contract/study-summary.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import {
  type DocumentFacts,
  type EngineFacts,
  noFacts,
  type RunSlot,
  type RunVisitor,
  type WalkedDocument,
} from './document-facts.ts';
import { readItems, standsAtMap } from './document-shape.ts';
import { type CommonKey, commonKeys, readCommonField } from './read-common-field.ts';
import { countItems, isFilled, noEngine, plainStudy } from './read-engine.ts';
import { readSummary } from './read-summary.ts';
import { readSqlText } from './sql-value.ts';

const v1Fields = keyTable(['backtest', 'ohlcv']);
const backtestFields = keyTable([
  ...commonKeys,
  'engine_type',
  'backtest_runs',
  'backtest_summary',
  'backtest_permutation_tests',
]);
const v2Fields = keyTable([
  ...commonKeys,
  'engine_type',
  'vector_runs',
  'event_runs',
  'backtest_runs',
  'vector_metrics',
  'event_metrics',
  'backtest_summary',
  'backtest_permutation_tests',
]);

/** FORMATS §5, v1: everything in `backtest`, the series inline. A document without it is an empty backtest. */
export function walkV1(cursor: Cursor, visitRun: RunVisitor): WalkedDocument {
  const facts = noFacts();
  const engine = noEngine(null);
  const { slot } = engine;
  readFields(cursor, v1Fields, (outer) => {
    if (outer === 'ohlcv') readCommonField(cursor, outer, facts);
    else if (standsAtMap(cursor, 'backtest')) {
      readFields(cursor, backtestFields, (key) => {
        if (key === 'backtest_runs') readRuns(cursor, slot, visitRun);
        else if (key === 'backtest_summary') facts.summary = readSummary(cursor);
        else if (key === 'engine_type') facts.engineType = readSqlText(cursor, key);
        else if (key === testsKey) engine.tests = countItems(cursor);
        else if (key === 'blobs' || key === 'ohlcv') skipValue(cursor);
        else readCommonField(cursor, key, facts);
      });
    }
  });
  return wholeDocument(facts, engine);
}

/** FORMATS §5, v2: `engine_type` says which of three pairs of keys holds the runs and the summary. */
export function walkV2(cursor: Cursor, visitRun: RunVisitor): WalkedDocument {
  const facts = noFacts();
  const engine = noEngine(null);
  const { slot } = engine;
  /** Values met before the engine was known, by key: where they stand. */
  const waiting = new Map<string, number>();
  let chosen: EngineKeys | null = null;

  const readChosen = (key: string) => {
    if (key === chosen?.runs) readRuns(cursor, slot, visitRun);
    else if (key === chosen?.summary) facts.summary = readSummary(cursor);
    else skipValue(cursor);
  };
  readFields(cursor, v2Fields, (key) => {
    if (key === 'engine_type') {
      facts.engineType = readSqlText(cursor, key);
      chosen = keysOf(facts.engineType);
    } else if (key === testsKey) engine.tests = countItems(cursor);
    else if (isCommon(key)) readCommonField(cursor, key, facts);
    else if (chosen !== null) readChosen(key);
    else {
      waiting.set(key, cursor.position);
      skipValue(cursor);
    }
  });
  const end = cursor.position;
  chosen = keysOf(facts.engineType);
  for (const [key, position] of waiting) {
    cursor.position = position;
    readChosen(key);
  }
  cursor.position = end;
  return wholeDocument(facts, engine);
}

const testsKey = 'backtest_permutation_tests';

/** A document without studies is one study. */
function wholeDocument(facts: DocumentFacts, engine: EngineFacts): WalkedDocument {
  engine.slot.engine = engineOf(facts.engineType);
  engine.summary = facts.summary;
  const { riskFreeRate } = facts;
  facts.studies = [{ ...plainStudy(usualStudy, [engine]), riskFreeRate }];
  if (isFilled(engine)) facts.studyNames = [usualStudy];
  return { facts, slots: [engine.slot] };
}

/** Lets `visitRun` read each run of the list at the cursor. */
export function readRuns(cursor: Cursor, slot: RunSlot, visitRun: RunVisitor): void {
  readItems(cursor, 'the list of runs', () => {
    slot.runsAt.push(cursor.position);
    visitRun(slot);
  });
}

interface EngineKeys {
  runs: string;
  summary: string;
}

function keysOf(engineType: DocumentFacts['engineType']): EngineKeys {
  const engine = engineOf(engineType);
  if (engine === null) return { runs: 'backtest_runs', summary: 'backtest_summary' };
  return { runs: `${engine}_runs`, summary: `${engine}_metrics` };
}

function engineOf(engineType: string | null): 'vector' | 'event' | null {
  return engineType === 'vector' || engineType === 'event' ? engineType : null;
}

const common: ReadonlySet<string> = new Set(commonKeys);

function isCommon(key: string): key is CommonKey {
  return common.has(key);
}
