import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import { asFileFailure, systemCodeOf } from '../files/file-failure.ts';

/** What the app remembers between starts: archives opened, jobs, how the window looked. Nothing of an archive's own. */
export interface AppState {
  readonly db: Database.Database;
  close(): void;
}

const SCHEMA_VERSION = 1;

const schema = `
  CREATE TABLE recent_archives (
    archive TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    card TEXT NOT NULL,
    opened_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE jobs (
    job TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    job_json TEXT NOT NULL,
    order_json TEXT NOT NULL,
    started_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE job_failures (
    job TEXT NOT NULL REFERENCES jobs (job) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    failure_json TEXT NOT NULL,
    PRIMARY KEY (job, place)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE view_states (
    key TEXT PRIMARY KEY,
    value_json TEXT NOT NULL,
    written_at INTEGER NOT NULL
  ) STRICT;
`;

/**
 * Opens `<stateFolder>/state.sqlite`, made when missing. One that is damaged or of another version is set
 * aside under another name: the app starts all the same, and nothing is thrown away.
 */
export function openAppState(stateFolder: string): AppState {
  const file = join(stateFolder, 'state.sqlite');
  try {
    mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asFileFailure(error, stateFolder);
  }
  const db = openCurrent(file) ?? openAfresh(file);
  return { db, close: () => db.close() };
}

function openCurrent(file: string): Database.Database | null {
  const db = new Database(file, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('trusted_schema = OFF');
    const version = db.pragma('user_version', { simple: true });
    if (version === SCHEMA_VERSION) return db;
    const isNew =
      version === 0 && db.prepare('SELECT count(*) AS n FROM sqlite_schema').pluck().get() === 0;
    if (isNew) create(db);
    if (isNew) return db;
  } catch (error) {
    if (!isDamage(error)) throw error;
  }
  db.close();
  return null;
}

/** Two processes may start at once: the second finds the tables made. */
function create(db: Database.Database) {
  db.transaction(() => {
    if (db.pragma('user_version', { simple: true }) === SCHEMA_VERSION) return;
    db.exec(schema);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
  }).exclusive();
}

function openAfresh(file: string): Database.Database {
  const aside = `${file}.${Date.now()}.set-aside`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  }
  const db = openCurrent(file);
  if (db === null) throw new ArchiveError('io-error', `${file} cannot be made`);
  return db;
}

function isDamage(error: unknown): boolean {
  const code = systemCodeOf(error) ?? '';
  return code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT');
}
