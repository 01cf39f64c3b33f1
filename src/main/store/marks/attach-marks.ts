import { statSync } from 'node:fs';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { IndexReader } from '../index/index-handle.ts';
import { marksApplicationId, marksVersion, strangerInMarks } from './open-marks.ts';

/** Under this name the file of marks is part of a connection to the index. */
export const marksSchema = 'added';

/** What is attached to each reader: the file as it was then, so that another one in its place is noticed. */
const attached = new WeakMap<IndexReader, string>();

/**
 * Joins the file of marks to the index, or lets go of it, as it is there or not. To be called outside of a
 * transaction. One that cannot be read is left out: the rows of the archive are to be seen all the same; whoever
 * changes a mark is told.
 */
export function attachMarks(index: IndexReader): void {
  const { db } = index;
  const found = findMarks(index);
  if ((found?.identity ?? '') === (attached.get(index) ?? '')) return;
  if (isAttached(db)) db.exec(`DETACH ${marksSchema}`);
  attached.set(index, found?.identity ?? '');
  if (found === null) return;
  try {
    db.prepare(`ATTACH ? AS ${marksSchema}`).run(found.file);
    const read = (name: string) => db.pragma(`${marksSchema}.${name}`, { simple: true });
    const isOurs = read('application_id') === marksApplicationId;
    const isKnown = isOurs && Number(read('user_version')) <= marksVersion;
    if (isKnown && strangerInMarks(db, marksSchema) === null) return;
  } catch (error) {
    if (!(error instanceof SqliteDatabase.SqliteError)) throw error;
    // One that is being written can be read a moment later.
    if (error.code.startsWith('SQLITE_BUSY')) attached.delete(index);
  }
  if (isAttached(db)) db.exec(`DETACH ${marksSchema}`);
}

/** How often marks were changed; 0 where there are none. */
export function marksCounter(db: Database): number {
  if (!isAttached(db)) return 0;
  return db
    .prepare(`SELECT value FROM ${marksSchema}.counters WHERE name = 'changes'`)
    .pluck()
    .get() as number;
}

function isAttached(db: Database): boolean {
  const databases = db.pragma('database_list') as { name: string }[];
  return databases.some(({ name }) => name === marksSchema);
}

function findMarks({ marksFiles = [] }: IndexReader): { file: string; identity: string } | null {
  for (const file of marksFiles) {
    const facts = statSync(file, { throwIfNoEntry: false });
    // One without bytes is just being made.
    if (facts?.isFile() && facts.size > 0)
      return { file, identity: `${file} ${facts.dev} ${facts.ino}` };
  }
  return null;
}
