import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { withSqliteFailures } from '../index/sqlite-failure.ts';
import { knownSchema, strangerIn } from '../index/strange-schema.ts';

/** "StrU" in the header of the file. */
export const marksApplicationId = 0x53747255;
/** Of the file; not derived from anything, so it is brought forward and never dropped. */
export const marksVersion = 1;

/** How long to wait for another process that writes, ms. */
const busyTimeout = 5000;

/**
 * `marks` has a row for every backtest with a star or a note, `tags` one for every tag of a backtest. `changes`
 * counts, so that readers know what they have in memory is old.
 */
const schema: readonly string[] = [
  'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID',
  `CREATE TABLE marks (
    bundle_id TEXT PRIMARY KEY, starred INTEGER NOT NULL CHECK (starred IN (0, 1)), note TEXT,
    changed_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE tags (
    bundle_id TEXT NOT NULL, tag TEXT NOT NULL, added_at INTEGER NOT NULL, PRIMARY KEY (bundle_id, tag)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE views (
    name TEXT PRIMARY KEY, note TEXT NOT NULL, is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    view_json TEXT NOT NULL, saved_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];
const known = knownSchema(schema);

/** What of a file of marks is not of our making, or null. `schema`: the name it is attached under, or `main`. */
export function strangerInMarks(db: Database, schema: string): string | null {
  return strangerIn(db, known, schema);
}

/**
 * Opens what the user added for writing, made when missing. A rollback journal, not a log: the file stays one file
 * that can be copied and read on media that cannot be written. Throws `archive-newer`, `file-damaged`,
 * `no-permission`, `archive-locked`, `disk-full`.
 */
export function withMarks<Result>(file: string, work: (db: Database) => Result): Result {
  return asUserFile(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    const db = new SqliteDatabase(file, { timeout: busyTimeout });
    try {
      db.pragma('journal_mode = DELETE');
      db.pragma('synchronous = EXTRA');
      db.pragma('trusted_schema = OFF');
      return db
        .transaction(() => {
          makeCurrent(db, file);
          return work(db);
        })
        .immediate();
    } finally {
      db.close();
    }
  });
}

/** The same for reading; null where there is no file. */
export function readMarks<Result>(file: string, work: (db: Database) => Result): Result | null {
  if (!existsSync(file)) return null;
  return asUserFile(file, () => {
    const db = new SqliteDatabase(file, { readonly: true, timeout: busyTimeout });
    try {
      db.pragma('trusted_schema = OFF');
      if (isEmpty(db)) return null;
      requireKnown(db, file);
      return db.transaction(() => work(db))();
    } finally {
      db.close();
    }
  });
}

/** Something was changed: to be called within `withMarks`. */
export function countChange(db: Database): void {
  db.prepare("UPDATE counters SET value = value + 1 WHERE name = 'changes'").run();
}

function makeCurrent(db: Database, file: string): void {
  if (!isEmpty(db)) {
    requireKnown(db, file);
    return;
  }
  for (const statement of schema) db.exec(statement);
  db.exec("INSERT INTO counters VALUES ('changes', 1)");
  db.pragma(`application_id = ${marksApplicationId}`);
  db.pragma(`user_version = ${marksVersion}`);
}

function isEmpty(db: Database): boolean {
  return db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() === 0;
}

function requireKnown(db: Database, file: string): void {
  if (db.pragma('application_id', { simple: true }) !== marksApplicationId) {
    throw notOurs(file, 'another program made it');
  }
  const version = Number(db.pragma('user_version', { simple: true }));
  const stranger = version <= marksVersion ? strangerInMarks(db, 'main') : null;
  if (stranger !== null) throw notOurs(file, `it holds the ${stranger}`);
  if (version <= marksVersion) return;
  throw new ArchiveError(
    'archive-newer',
    `the notes have version ${version}, this Strata knows ${marksVersion}`,
    { file: basename(file) },
  );
}

function notOurs(file: string, why: string): ArchiveError {
  return new ArchiveError(
    'file-damaged',
    `${basename(file)} is not what Strata keeps notes in: ${why}`,
    {
      file: basename(file),
      advice: 'Move the file away if it is not needed: a new one is made.',
    },
  );
}

/** What is damaged here cannot be made again, as an index can. */
function asUserFile<Result>(file: string, work: () => Result): Result {
  try {
    return withSqliteFailures(file, work);
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'index-damaged') throw error;
    throw new ArchiveError('file-damaged', `the stars, tags and notes cannot be read`, {
      file: basename(file),
      cause: error,
      advice: 'Bring the file back from a copy, or move it away: a new one is made.',
    });
  }
}
