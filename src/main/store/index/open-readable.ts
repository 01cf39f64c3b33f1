import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';

export interface Opened {
  db: Database;
  close(): void;
}

/**
 * Opens an index of ours for reading. The connection could write, which `query_only` forbids: one that could not
 * would leave the `-wal` and `-shm` files of WAL mode behind in the user's folder. Read-only media and full disks
 * refuse those files altogether; then a private copy is read (reliability.md §14).
 */
export function openOwn(file: string, timeout: number): Opened {
  try {
    const db = openAt(file, timeout);
    return { db, close: () => db.close() };
  } catch (error) {
    if (!cannotMakeFiles(error)) throw error;
    return openElsewhere(file, timeout);
  }
}

/** A full disk may be that of the temporary files, too: then the index is read into memory. */
function openElsewhere(file: string, timeout: number): Opened {
  try {
    return openCopy(file, timeout);
  } catch (error) {
    if (!isFull(error) || hasLog(file)) throw error;
    return openInMemory(file);
  }
}

/** SQLite cannot keep a log in memory: the file, whose log is empty, is said to have none (offsets 18 and 19). */
function openInMemory(file: string): Opened {
  const bytes = readFileSync(file);
  bytes.fill(1, 18, 20);
  const db = new SqliteDatabase(bytes);
  prepareForReading(db);
  return { db, close: () => db.close() };
}

function hasLog(file: string): boolean {
  return (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function isFull(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(code) || code.startsWith('SQLITE_IOERR');
}

/** A copy in a private folder that goes with it: nothing is ever made, changed or locked beside the original. */
export function openCopy(file: string, timeout: number): Opened {
  const folder = mkdtempSync(join(tmpdir(), 'strata-index-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, 'index.sqlite');
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const db = openAt(copy, timeout);
    return {
      db,
      close() {
        db.close();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function openAt(file: string, timeout: number): Database {
  const db = new SqliteDatabase(file, { fileMustExist: true, timeout });
  try {
    prepareForReading(db);
    // The first read is where a file that cannot be read shows.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export function prepareForReading(db: Database): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('cache_size = -32768');
  db.pragma('query_only = ON');
}

/** The application id in the header of a database (offset 68, https://sqlite.org/fileformat2.html); 0 without one. */
export function applicationIdOf(file: string): number {
  const header = Buffer.alloc(72);
  const handle = openSync(file, 'r');
  try {
    readSync(handle, header, 0, header.length, 0);
  } finally {
    closeSync(handle);
  }
  return header.readInt32BE(68);
}

function cannotMakeFiles(error: unknown): boolean {
  return (
    error instanceof SqliteDatabase.SqliteError &&
    /^SQLITE_(?:CANTOPEN|READONLY|FULL|IOERR)/.test(error.code)
  );
}
