import type { Database } from 'better-sqlite3';
import { createFillCounts, fillSchema } from './fill-counts.ts';
import { referenceSchema, referenceUserVersion } from './reference-schema.ts';
import {
  quoteIdentifier,
  sqlType,
  storedBacktestColumns,
  storedRunColumns,
  storedStudyColumns,
} from './sql-columns.ts';
import { folderSchema, storedSchema } from './stored-schema.ts';
import { isMadeBy, knownSchema } from './strange-schema.ts';

/** Grows with every change of our tables. An index of another version is dropped and made again. */
export const schemaVersion = 4;

/** "Stra" in the header of the file: tells an index of ours without opening it. */
export const applicationId = 0x53747261;

const backtests = storedBacktestColumns
  .map((column) => `${quoteIdentifier(column.key)} ${sqlType(column)}`)
  .join(', ');
const studies = storedStudyColumns
  .map((column) => `${quoteIdentifier(column.key)} ${sqlType(column)}`)
  .join(', ');
const runs = storedRunColumns
  .map((column) => `${quoteIdentifier(column.key)} ${sqlType(column)}`)
  .join(', ');

/**
 * `backtests`, `studies` and `runs` hold the columns of the contract, `no` is the row number pages use. Parameters lie
 * one per row, clustered by name, so that one parameter of all backtests is read in one go. `failures` keeps
 * what could not be read, so that an unchanged broken file is not read again, and is still listed.
 */
const ownSchema: readonly string[] = [
  'CREATE TABLE strata_index (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE backtests (no INTEGER PRIMARY KEY, mtime_ns INTEGER NOT NULL, ${backtests}) STRICT`,
  'CREATE UNIQUE INDEX backtests_by_handle ON backtests(handle)',
  'CREATE INDEX backtests_by_bundle_id ON backtests(bundle_id)',
  // The sort nearly everybody starts with: its first page needs no scan.
  'CREATE INDEX backtests_by_sharpe ON backtests(sharpe_ratio)',
  `CREATE TABLE runs (no INTEGER PRIMARY KEY, backtest_no INTEGER NOT NULL, ${runs}) STRICT`,
  'CREATE UNIQUE INDEX runs_by_backtest ON runs(backtest_no, run)',
  `CREATE TABLE studies (
     no INTEGER PRIMARY KEY, backtest_no INTEGER NOT NULL, study INTEGER NOT NULL, ${studies}
   ) STRICT`,
  'CREATE UNIQUE INDEX studies_by_backtest ON studies(backtest_no, study)',
  `CREATE TABLE parameter_names (
     name_no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, numbers INTEGER NOT NULL DEFAULT 0,
     wholes INTEGER NOT NULL DEFAULT 0, texts INTEGER NOT NULL DEFAULT 0,
     switches INTEGER NOT NULL DEFAULT 0, studies INTEGER NOT NULL DEFAULT 0,
     runs INTEGER NOT NULL DEFAULT 0
   ) STRICT`,
  `CREATE TABLE parameters (
     name_no INTEGER NOT NULL, backtest_no INTEGER NOT NULL, kind TEXT NOT NULL, number REAL, text TEXT,
     PRIMARY KEY (name_no, backtest_no)
   ) STRICT, WITHOUT ROWID`,
  // What bundles say of their OHLCV side stores, unchecked: neither text may be taken for a path before it is judged.
  `CREATE TABLE price_files (
     backtest_no INTEGER NOT NULL, place INTEGER NOT NULL, key TEXT NOT NULL, store TEXT NOT NULL,
     file TEXT NOT NULL, PRIMARY KEY (backtest_no, place)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE failures (
     handle TEXT PRIMARY KEY, path TEXT NOT NULL, mtime_ns INTEGER NOT NULL, size INTEGER NOT NULL,
     code TEXT NOT NULL, message TEXT NOT NULL, at INTEGER, advice TEXT
   ) STRICT, WITHOUT ROWID`,
  ...fillSchema,
];

/** All that an index of this version is made of. */
export const indexSchema = knownSchema([
  ...referenceSchema,
  ...ownSchema,
  ...storedSchema,
  folderSchema,
]);

/** Makes all tables in an empty database. */
export function createSchema(db: Database, dataVersion = 0): void {
  db.transaction(() => {
    for (const statement of [...referenceSchema, ...ownSchema]) db.exec(statement);
    db.pragma(`user_version = ${referenceUserVersion}`);
    db.pragma(`application_id = ${applicationId}`);
    createFillCounts(db);
    const set = db.prepare('INSERT INTO strata_index (name, value) VALUES (?, ?)');
    set.run('schema_version', schemaVersion);
    set.run('data_version', dataVersion);
    for (const counter of ['backtests', 'studies', 'runs']) set.run(counter, 0);
  })();
}

/** Drops every table, ours and the reference's, whatever version made them, and makes them again. */
export function recreateSchema(db: Database): void {
  db.transaction(() => {
    // Goes on counting: a reader must not take new rows for those it has in memory.
    const dataVersion = readCounter(db, 'data_version') + 1;
    const tables = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all() as string[];
    for (const table of tables) db.exec(`DROP TABLE ${quoteIdentifier(table)}`);
    createSchema(db, dataVersion);
  })();
}

export type IndexOrigin =
  | { kind: 'empty' | 'reference' | 'foreign' }
  | { kind: 'strata'; version: number };

/** Whose database it is. Throws what SQLite throws for a file that is none. */
export function originOf(db: Database): IndexOrigin {
  const tables = new Set(
    db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all(),
  );
  if (tables.size === 0) return { kind: 'empty' };
  if (tables.has('strata_index')) return { kind: 'strata', version: versionOf(db) };
  return { kind: tables.has('backtest_index') ? 'reference' : 'foreign' };
}

/** -1 of an index whose table of counters is not ours: it is made again like one of an older version. */
function versionOf(db: Database): number {
  const sql = db.prepare("SELECT sql FROM sqlite_schema WHERE name = 'strata_index'").pluck().get();
  const isOurs = isMadeBy(sql, indexSchema.get('strata_index'));
  return isOurs ? readCounter(db, 'schema_version') : -1;
}

/** A number of table `strata_index`; -1 when it has none of that name. */
export function readCounter(db: Database, name: string): number {
  const value = db.prepare('SELECT value FROM strata_index WHERE name = ?').pluck().get(name);
  return typeof value === 'number' ? value : -1;
}
