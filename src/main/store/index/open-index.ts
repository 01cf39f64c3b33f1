import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { ArchiveError } from '#contract/archive-error.ts';
import type { IndexReader, IndexWriter } from './index-handle.ts';
import { applicationIdOf, openCopy, openOwn } from './open-readable.ts';
import { loadReferenceIndex } from './reference-index.ts';
import {
  applicationId,
  createSchema,
  type IndexOrigin,
  indexSchema,
  originOf,
  recreateSchema,
  schemaVersion,
} from './schema.ts';
import { setAsideFile } from './set-aside.ts';
import { withSqliteFailures } from './sqlite-failure.ts';
import { strangerIn } from './strange-schema.ts';

export type { IndexReader, IndexWriter } from './index-handle.ts';

/** How long to wait for another process that writes, ms. */
const busyTimeout = 5000;

/**
 * Throws `not-found`, `not-an-archive`, `archive-newer`, `index-outdated`, `index-damaged`, `no-permission`. On
 * read-only media a private copy is read. The reference's own index is read into a temporary database;
 * its file is never written.
 */
export function openIndexReader(file: string): IndexReader {
  requireFile(file);
  return withSqliteFailures(file, () => {
    if (applicationIdOf(file) === applicationId) return openStrata(file);
    const copy = openCopy(file, busyTimeout);
    try {
      const origin = originOf(copy.db);
      // Ours, but new: its header still lies in the log.
      if (origin.kind === 'strata') return openStrata(file);
      if (origin.kind !== 'reference') throw notAnIndex(file);
      const db = loadReferenceIndex(copy.db);
      return { db, file, origin: 'reference', close: () => db.close() };
    } finally {
      copy.close();
    }
  });
}

function openStrata(file: string): IndexReader {
  const opened = openOwn(file, busyTimeout);
  try {
    const origin = originOf(opened.db);
    if (origin.kind !== 'strata') throw notAnIndex(file);
    requireVersion(origin.version, file);
    requireOurs(opened.db, file);
    return { db: opened.db, file, origin: 'strata', close: opened.close };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/**
 * Makes the file when missing. An index of an older schema is emptied: it is a cache. A file of the reference
 * is set aside and one of nobody we know is refused. `rebuild` starts from nothing, whatever the file held;
 * a damaged one is set aside then, and throws `index-damaged` otherwise.
 */
export function openIndexWriter(file: string, options: { rebuild: boolean }): IndexWriter {
  if (!existsSync(dirname(file))) {
    throw new ArchiveError('not-found', `no folder ${dirname(file)} to keep the index in`);
  }
  if (existsSync(file)) requireFile(file);
  return withSqliteFailures(file, () => {
    try {
      return openForWriting(file, options.rebuild, null);
    } catch (error) {
      if (!options.rebuild || !isDamage(error)) throw error;
      return openForWriting(file, false, setAsideFile(file, 'damaged'));
    }
  });
}

function openForWriting(file: string, rebuild: boolean, setAside: string | null): IndexWriter {
  const db = new SqliteDatabase(file, { timeout: busyTimeout });
  try {
    const origin = originOf(db);
    if (origin.kind === 'foreign') throw notAnIndex(file);
    if (origin.kind === 'reference') {
      db.close();
      return openForWriting(file, false, setAsideFile(file, 'reference'));
    }
    if (origin.kind === 'strata') requireNotNewer(origin.version, file);
    const isKept = !rebuild && isCurrent(origin);
    if (isKept) requireOurs(db, file);
    else if (strangerIn(db, indexSchema) !== null && origin.kind === 'strata') {
      db.close();
      return openForWriting(file, false, setAsideFile(file, 'damaged'));
    }
    prepareForWriting(db, origin.kind === 'empty');
    if (origin.kind === 'empty') createSchema(db);
    else if (!isKept) recreateSchema(db);
    const isEmpty = !db.prepare('SELECT 1 FROM backtests LIMIT 1').get();
    return { db, file, isEmpty, setAside, close: () => closeWriter(db) };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * `synchronous = NORMAL` in WAL mode: after a loss of power the last commits may be missing, the file is never
 * damaged. The index is a cache that is compared with the disk at every indexing, so what is missing is read
 * again; waiting for the disk at every batch would buy nothing. A new file has nothing to roll back to: the
 * first page, which says that there is a log, needs no journal on the disk.
 */
function prepareForWriting(db: Database, isNew: boolean): void {
  db.pragma('synchronous = NORMAL');
  if (isNew) db.pragma('journal_mode = MEMORY');
  db.pragma('journal_mode = WAL');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('cache_size = -65536');
  // Larger than the default 1000 pages: a batch touches many pages more than once.
  db.pragma('wal_autocheckpoint = 4000');
}

/** An empty log lets read-only media and copies of the one file work. */
function closeWriter(db: Database): void {
  if (!db.open) return;
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new ArchiveError('not-found', `no index ${basename(file)}`);
  if (!found.isFile()) throw notAnIndex(file);
}

function requireVersion(version: number, file: string): void {
  requireNotNewer(version, file);
  if (version === schemaVersion) return;
  throw new ArchiveError('index-outdated', 'an older release of Strata made this index', {
    file: basename(file),
  });
}

/** Nothing in it may run by being read: an index may come from anybody. */
function requireOurs(db: Database, file: string): void {
  const stranger = strangerIn(db, indexSchema);
  if (stranger === null) return;
  throw new ArchiveError(
    'index-damaged',
    `the index holds what Strata does not make: ${stranger}`,
    {
      file: basename(file),
    },
  );
}

function isCurrent(origin: IndexOrigin): boolean {
  return origin.kind === 'strata' && origin.version === schemaVersion;
}

function requireNotNewer(version: number, file: string): void {
  if (version <= schemaVersion) return;
  throw new ArchiveError(
    'archive-newer',
    `the index has version ${version}, this Strata knows ${schemaVersion}`,
    { file: basename(file) },
  );
}

function notAnIndex(file: string): ArchiveError {
  return new ArchiveError('not-an-archive', 'this is no index of backtests', {
    file: basename(file),
  });
}

function isDamage(error: unknown): boolean {
  return (
    error instanceof SqliteDatabase.SqliteError &&
    /^SQLITE_(?:CORRUPT|NOTADB|FORMAT|ERROR)/.test(error.code)
  );
}
