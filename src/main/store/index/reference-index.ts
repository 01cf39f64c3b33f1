import SqliteDatabase, { type Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { usualStudy } from '#contract/study-summary.ts';
import type { SqlValue } from '../../formats/bundle/bundle-record.ts';
import type { FillChanges } from './fill-counts.ts';
import { prepareForReading } from './open-readable.ts';
import { firstOfEachName, storedParameter } from './parameter-values.ts';
import { parametersOfJson } from './parameters-of-json.ts';
import { referenceTableColumns } from './reference-schema.ts';
import { type ReferenceRow, type StudiesOfRow, studiesIn, textOf } from './reference-studies.ts';
import { createSchema } from './schema.ts';
import { storedBacktestColumns } from './sql-columns.ts';
import { integerOf, numberOf } from './sql-value.ts';
import { strangerIn } from './strange-schema.ts';
import { prepareWriting, type WriteStatements } from './write-statements.ts';

/**
 * An index of the reference (8.10: user_version 2; 9.0 alpha: 5) as a temporary database with our tables.
 * Its rows fill `backtests` and `studies`. It has none for runs, only their number; symbols, dates and windows it
 * does not say either: those stay NULL. `bundle_id` is empty: the hash of a payload cannot be had from it. Ties keep
 * its table order, since rows are numbered in it.
 */
export function loadReferenceIndex(source: Database): Database {
  requirePlain(source);
  // An empty name is a private database that SQLite spills to disk when it grows, and removes.
  const db = new SqliteDatabase('');
  createSchema(db);
  const prepared = prepareWriting(db);
  const columns = new Set(
    source
      .prepare('SELECT name FROM pragma_table_info(?)')
      .pluck()
      .all('backtest_index') as string[],
  );
  const repeated = repeatedPaths(source, columns);
  db.transaction(() => {
    let count = 0;
    let studyCount = 0;
    const studiesOf = studiesIn(source, columns);
    const fill = prepared.openFillChanges();
    for (const row of rowsOf(source, columns)) {
      count += 1;
      studyCount += writeRow({ prepared, fill, studiesOf, repeated }, row);
    }
    fill.write();
    prepared.setCounter.run(count, 'backtests');
    prepared.setCounter.run(studyCount, 'studies');
    prepared.setCounter.run(1, 'data_version');
  })();
  prepareForReading(db);
  return db;
}

/** Its table may have any columns, but none that is worked out as it is read: the file may come from anybody. */
function requirePlain(source: Database): void {
  const stranger = strangerIn(source, new Map());
  if (stranger === null) return;
  throw new ArchiveError('index-damaged', `the index holds more than rows: ${stranger}`);
}

/** From 9.0 on there are rows for single universes too; its own list shows the pooled ones alone, which have no key. */
function pooled(columns: ReadonlySet<string>): string {
  // SQLite lets a key be NULL; a row that names no bundle is of none.
  const named = 'WHERE bundle_path IS NOT NULL';
  return columns.has('universe_key') ? `${named} AND universe_key = ''` : named;
}

function rowsOf(source: Database, columns: ReadonlySet<string>): IterableIterator<ReferenceRow> {
  return source
    .prepare(`SELECT * FROM backtest_index ${pooled(columns)} ORDER BY rowid`)
    .safeIntegers()
    .iterate() as IterableIterator<ReferenceRow>;
}

/** From 9.0 on a bundle has a row per study and engine: then the handle has to say which. */
function repeatedPaths(source: Database, columns: ReadonlySet<string>): ReadonlySet<string> {
  const paths = source
    .prepare(
      `SELECT bundle_path FROM backtest_index ${pooled(columns)}
       GROUP BY bundle_path HAVING count(*) > 1`,
    )
    .pluck()
    .all() as string[];
  return new Set(paths);
}

interface Loading {
  prepared: WriteStatements;
  fill: FillChanges;
  studiesOf: StudiesOfRow;
  repeated: ReadonlySet<string>;
}

/** Returns how many studies it has. */
function writeRow({ prepared, fill, studiesOf, repeated }: Loading, row: ReferenceRow): number {
  const path = String(row.bundle_path);
  const part = repeated.has(path) ? partOf(row) : '';
  const studies = studiesOf(row);
  const values = valuesOf(row, path, part);
  if (studies.length > 0) values.study_names = textOf(row.study_name) ?? usualStudy;
  const backtest = storedBacktestColumns.map((column) => values[column.key] ?? null);
  const mtime = row.bundle_mtime_ns;
  const inserted = prepared.insertBacktest.run(typeof mtime === 'bigint' ? mtime : 0n, ...backtest);
  const no = Number(inserted.lastInsertRowid);
  const reference = referenceTableColumns.map((name) => row[name] ?? null);
  // bundle_path is the key of the table: a part of a bundle needs another one.
  if (part !== '') reference[0] = `${path}${part}`;
  prepared.insertReference.run(no, ...reference);
  fill.count('backtests', backtest, 1);
  fill.count('backtests of studies', backtest, studies.length);
  for (const [place, study] of studies.entries()) {
    prepared.putStudy.run(no, place, ...study);
    fill.count('studies', study, 1);
  }
  const json = row.parameters_json;
  const parameters = parametersOfJson(typeof json === 'string' ? json : null);
  for (const parameter of firstOfEachName(parameters)) {
    const nameNo = prepared.parameterNo(parameter.name);
    const value = storedParameter(parameter);
    prepared.putParameter.run(nameNo, no, value.kind, value.number, value.text);
    fill.countParameter(nameNo, value, { studies, runs: [] }, 1);
  }
  return studies.length;
}

function partOf(row: ReferenceRow): string {
  return ` (${[row.study_name, row.engine_type].filter(Boolean).join(', ')})`;
}

function valuesOf(row: ReferenceRow, path: string, part: string): Record<string, SqlValue> {
  const { folder, fileName, handle } = splitPath(path);
  const strategies = row.strategy_ids_json;
  const mtime = row.bundle_mtime_ns;
  return {
    ...Object.fromEntries(
      summaryColumns.map(({ key }) => [key, numberOf(row[`summary_${key}`] ?? null)]),
    ),
    handle: `${handle}${part}`,
    bundle_id: null,
    algorithm_id: textOf(row.algorithm_id),
    anchor_algorithm_id: textOf(row.anchor_algorithm_id),
    tag: textOf(row.tag),
    engine_type: textOf(row.engine_type),
    risk_free_rate: numberOf(row.risk_free_rate ?? null),
    number_of_runs: integerOf(numberOf(row.number_of_runs ?? null)),
    framework_version: textOf(row.framework_version),
    strategy_ids: typeof strategies === 'string' ? idsOf(strategies) : null,
    folder,
    file_name: fileName,
    file_size: integerOf(numberOf(row.bundle_size ?? null)),
    modified_at: typeof mtime === 'bigint' ? mtime / 1_000_000n : null,
  };
}

/** A path with either separator; a tiered store of the reference has bare handles. */
function splitPath(path: string): { folder: string; fileName: string; handle: string } {
  const unified = path.replaceAll('\\', '/');
  const slash = unified.lastIndexOf('/');
  const fileName = unified.slice(slash + 1);
  const handle = unified.replace(/\.(?:iafbt|obtf)$/i, '');
  return { folder: slash < 0 ? '' : unified.slice(0, slash), fileName, handle };
}

function idsOf(json: string): string | null {
  const ids = parametersOfJson(`{"ids": ${json}}`)[0]?.text;
  return ids ? (JSON.parse(ids) as unknown[]).map(String).join(',') : null;
}
