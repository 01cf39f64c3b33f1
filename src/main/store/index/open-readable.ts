import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';

/**
 * Opens a database for reading only. A file in WAL mode needs its `-shm` file made even for reading, which
 * read-only media refuse: then a copy in a private folder is read, and removed on close (reliability.md §14).
 */
export function openReadable(file: string, timeout: number): { db: Database; close(): void } {
  try {
    const db = openAt(file, timeout);
    return { db, close: () => db.close() };
  } catch (error) {
    if (!cannotMakeFiles(error)) throw error;
    return openCopy(file, timeout);
  }
}

function openCopy(file: string, timeout: number): { db: Database; close(): void } {
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
  const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout });
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
  db.pragma('query_only = ON');
  db.pragma('cache_size = -32768');
}

function cannotMakeFiles(error: unknown): boolean {
  return (
    error instanceof SqliteDatabase.SqliteError && /^SQLITE_(?:CANTOPEN|READONLY)/.test(error.code)
  );
}
