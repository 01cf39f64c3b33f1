import SqliteDatabase from 'better-sqlite3';
import { openIndexReader } from './open-index.ts';

/** What SQLite finds wrong with an index file; null when nothing. `isFull`: also that its own indexes fit its tables. */
export function checkIndexFile(file: string, isFull: boolean): string | null {
  try {
    const index = openIndexReader(file);
    try {
      const rows = index.db.pragma(isFull ? 'integrity_check(1)' : 'quick_check(1)') as object[];
      const said = String(Object.values(rows[0] ?? {})[0]);
      return said === 'ok' ? null : said;
    } finally {
      index.close();
    }
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError || error instanceof Error) return error.message;
    throw error;
  }
}
