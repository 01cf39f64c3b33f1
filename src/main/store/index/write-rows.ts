import type { Failure } from '#contract/reply.ts';
import type { BundleRecord, ParameterValue, SqlValue } from '../../formats/bundle/bundle-record.ts';
import { backtestValues, runValues, studyValues } from './bundle-values.ts';
import { type FileFacts, pathOf } from './file-facts.ts';
import type { FillChanges } from './fill-counts.ts';
import type { IndexWriter } from './index-handle.ts';
import { firstOfEachName, storedParameter } from './parameter-values.ts';
import { referencePath, referenceValues } from './reference-values.ts';
import { readCounter } from './schema.ts';
import { bindable } from './sql-value.ts';
import { withSqliteFailures } from './sqlite-failure.ts';
import { prepareWriting, type WriteStatements } from './write-statements.ts';

export type IndexChange =
  /** A new or changed bundle. Replaces what was under the handle, a failure too; row numbers stay. */
  | { kind: 'bundle'; facts: FileFacts; record: BundleRecord }
  /** The same content with another time, size or place: found by `bundle_id`. `from` is the old handle. */
  | { kind: 'moved'; from: string; facts: FileFacts }
  /** A file that cannot be read. An older row under the handle goes. */
  | { kind: 'failed'; facts: FileFacts; failure: Failure }
  /** A file that is no longer there, readable or not. */
  | { kind: 'gone'; handle: string };

export interface IndexState {
  /** Grows with every write. */
  version: number;
  backtests: number;
  studies: number;
  runs: number;
}

const statements = new WeakMap<IndexWriter, WriteStatements>();

/**
 * Writes a batch in one transaction: all of it or nothing. Some hundreds of changes at once are fastest.
 * Files that trade places may be moved in one batch, whatever the order.
 */
export function writeChanges(writer: IndexWriter, changes: readonly IndexChange[]): IndexState {
  return withSqliteFailures(writer.file, () => {
    const prepared = statements.get(writer) ?? prepareWriting(writer.db);
    statements.set(writer, prepared);
    return writer.db.transaction(() => writeAll(writer, prepared, changes)).immediate();
  });
}

function writeAll(
  writer: IndexWriter,
  prepared: WriteStatements,
  changes: readonly IndexChange[],
): IndexState {
  const counts = {
    backtests: readCounter(writer.db, 'backtests'),
    studies: readCounter(writer.db, 'studies'),
    runs: readCounter(writer.db, 'runs'),
  };
  const writing = { prepared, counts, fill: prepared.openFillChanges() };
  moveAway(writing, changes);
  for (const change of changes) writeChange(writing, change);
  writing.fill.write();
  const version = readCounter(writer.db, 'data_version') + (changes.length > 0 ? 1 : 0);
  for (const [name, value] of Object.entries({ ...counts, data_version: version })) {
    prepared.setCounter.run(value, name);
  }
  return { version, ...counts };
}

interface Writing {
  readonly prepared: WriteStatements;
  readonly counts: { backtests: number; studies: number; runs: number };
  readonly fill: FillChanges;
}

/** Moved rows leave their handles first, so that none stands in the way of another. */
function moveAway({ prepared }: Writing, changes: readonly IndexChange[]): void {
  for (const change of changes) {
    if (change.kind !== 'moved' || change.from === change.facts.handle) continue;
    const no = prepared.findNo.get(change.from) as number | undefined;
    if (no === undefined) continue;
    prepared.setHandle.run(movingHandle(change.from), no);
    prepared.setPath.run(movingHandle(change.from), no);
  }
}

/** No path can hold a NUL. */
function movingHandle(handle: string): string {
  return `\0${handle}`;
}

function writeChange(writing: Writing, change: IndexChange): void {
  switch (change.kind) {
    case 'bundle':
      writeBundle(writing, change.facts, change.record);
      break;
    case 'moved':
      writeMove(writing, change.from, change.facts);
      break;
    case 'failed':
      removeBacktest(writing, change.facts.handle);
      writeFailure(writing, change.facts, change.failure);
      break;
    case 'gone':
      removeBacktest(writing, change.handle);
      writing.prepared.deleteFailure.run(change.handle);
  }
}

function writeBundle(writing: Writing, facts: FileFacts, record: BundleRecord): void {
  const { prepared, counts, fill } = writing;
  prepared.deleteFailure.run(facts.handle);
  const values = backtestValues(facts, record);
  const reference = referenceValues(facts, record).map(bindable);
  const known = prepared.findNo.get(facts.handle) as number | undefined;
  let no: number;
  if (known === undefined) {
    no = Number(prepared.insertBacktest.run(facts.mtimeNs, ...values).lastInsertRowid);
    prepared.insertReference.run(no, ...reference);
  } else {
    no = known;
    uncount(writing, no);
    prepared.updateBacktest.run(facts.mtimeNs, ...values, no);
    prepared.updateReference.run(...reference, no);
    prepared.deleteParameters.run(no);
    prepared.deletePriceFiles.run(no);
    prepared.deleteRunsFrom.run(no, record.runs.length);
    prepared.deleteStudiesFrom.run(no, record.studies.length);
  }
  counts.backtests += 1;
  fill.count('backtests', values, 1);
  fill.count('backtests of runs', values, record.runs.length);
  fill.count('backtests of studies', values, record.studies.length);
  writeStudies(writing, no, record);
  writeRuns(writing, no, record);
  writeParameters(writing, no, record);
  writePriceFiles(writing, no, record);
}

function writeRuns({ prepared, counts, fill }: Writing, no: number, record: BundleRecord): void {
  for (const run of record.runs) {
    const values = runValues(run);
    prepared.putRun.run(no, ...values);
    fill.count('runs', values, 1);
  }
  counts.runs += record.runs.length;
}

function writeStudies({ prepared, counts, fill }: Writing, no: number, record: BundleRecord): void {
  for (const study of record.studies) {
    const values = studyValues(study);
    prepared.putStudy.run(no, study.study, ...values);
    fill.count('studies', values, 1);
  }
  counts.studies += record.studies.length;
}

function writePriceFiles({ prepared }: Writing, no: number, { ohlcv }: BundleRecord): void {
  for (const [place, { key, file }] of (ohlcv?.chunks ?? []).entries()) {
    prepared.putPriceFile.run(no, place, key, ohlcv?.storeDir ?? '', file);
  }
}

function writeParameters({ prepared, fill }: Writing, no: number, record: BundleRecord): void {
  for (const parameter of firstOfEachName(record.parameters)) {
    const nameNo = prepared.parameterNo(parameter.name);
    const value = storedParameter(parameter);
    prepared.putParameter.run(nameNo, no, value.kind, value.number, value.text);
    fill.countParameter(nameNo, value, record, 1);
  }
}

/** Takes a backtest with its runs and parameters out of the counts, before it is changed or removed. */
function uncount({ prepared, counts, fill }: Writing, no: number): void {
  const runs = prepared.readRuns.all(no) as SqlValue[][];
  const studies = prepared.readStudies.all(no) as SqlValue[][];
  const values = prepared.readBacktest.get(no) as SqlValue[];
  fill.count('backtests', values, -1);
  fill.count('backtests of runs', values, -runs.length);
  fill.count('backtests of studies', values, -studies.length);
  for (const run of runs) fill.count('runs', run, -1);
  for (const study of studies) fill.count('studies', study, -1);
  for (const row of prepared.readParameters.all(no)) {
    const [nameNo, kind, number] = row as [number, ParameterValue['kind'], number | null];
    fill.countParameter(nameNo, { kind, number }, { runs, studies }, -1);
  }
  counts.backtests -= 1;
  counts.studies -= studies.length;
  counts.runs -= runs.length;
}

function writeMove(writing: Writing, from: string, facts: FileFacts): void {
  const { prepared } = writing;
  const isRenamed = from !== facts.handle;
  const no = prepared.findNo.get(isRenamed ? movingHandle(from) : from) as number | undefined;
  if (no === undefined) return;
  if (isRenamed) removeBacktest(writing, facts.handle);
  prepared.deleteFailure.run(facts.handle);
  const { handle, folder, fileName, size, mtimeNs } = facts;
  prepared.moveBacktest.run(handle, folder, fileName, size, mtimeNs, Math.floor(facts.mtimeMs), no);
  prepared.moveReference.run(referencePath(facts), mtimeNs, size, no);
}

function writeFailure({ prepared }: Writing, facts: FileFacts, failure: Failure): void {
  const { code, message, offset, advice } = failure;
  prepared.putFailure.run(
    facts.handle,
    pathOf(facts),
    facts.mtimeNs,
    facts.size,
    code,
    message,
    offset ?? null,
    advice ?? null,
  );
}

function removeBacktest(writing: Writing, handle: string): void {
  const { prepared } = writing;
  const no = prepared.findNo.get(handle) as number | undefined;
  if (no === undefined) return;
  uncount(writing, no);
  prepared.deleteRunsFrom.run(no, 0);
  prepared.deleteStudiesFrom.run(no, 0);
  prepared.deletePriceFiles.run(no);
  prepared.deleteParameters.run(no);
  prepared.deleteReference.run(no);
  prepared.deleteBacktest.run(no);
}
