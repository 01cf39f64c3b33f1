import type { Database, Statement } from 'better-sqlite3';

const prepared = new WeakMap<Database, Map<string, Statement>>();

/**
 * The statement of a connection, made when it is first needed: to make one of a hundred columns takes longer than to
 * read its row. For texts of which there are few; rows as objects, arrays or single values are the caller's choice,
 * and must be the same for a text every time.
 */
export function preparedOnce(db: Database, sql: string): Statement {
  const known = prepared.get(db) ?? new Map<string, Statement>();
  prepared.set(db, known);
  const statement = known.get(sql) ?? db.prepare(sql);
  known.set(sql, statement);
  return statement;
}
