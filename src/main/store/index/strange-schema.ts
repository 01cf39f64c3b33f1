import type { Database } from 'better-sqlite3';

/** What a database of ours is made of: the statement that makes each table and index, by its name. */
export type KnownSchema = ReadonlyMap<string, string>;

/** Of statements that begin with CREATE TABLE or CREATE INDEX. */
export function knownSchema(statements: readonly string[]): KnownSchema {
  return new Map(
    statements.map((statement) => {
      const sql = statement
        .trim()
        .replace(/^(CREATE (?:UNIQUE )?(?:TABLE|INDEX)) IF NOT EXISTS /, '$1 ');
      const name = /^CREATE (?:UNIQUE )?(?:TABLE|INDEX) "?(\w+)"?/.exec(sql)?.[1] ?? '';
      return [name, inOneLine(sql)];
    }),
  );
}

interface SchemaRow {
  type: string;
  name: string;
  table: string;
  sql: string | null;
}

/**
 * The first thing in a database that could run when it is read or written, or null: a view, a trigger, a virtual
 * table, a table or index of ours that is made in another way. A file of ours may come from anybody, and a view
 * that never ends cannot be stopped (reliability.md §3, SQLite facts). Plain tables of others do nothing.
 */
export function strangerIn(db: Database, known: KnownSchema, schema = 'main'): string | null {
  const rows = db
    .prepare<[], SchemaRow>(
      `SELECT type, name, tbl_name AS "table", sql FROM ${schema}.sqlite_schema`,
    )
    .all();
  const strange = rows.find((row) => !isHarmless(row, known));
  return strange === undefined ? null : `${strange.type} ${strange.name}`;
}

/** Whether a text of `sqlite_schema` is a statement of ours, whatever blanks it has. */
export function isMadeBy(sql: unknown, statement: string | undefined): boolean {
  return typeof sql === 'string' && inOneLine(sql) === statement;
}

function isHarmless({ type, name, table, sql }: SchemaRow, known: KnownSchema): boolean {
  const ours = known.get(name);
  if (ours !== undefined) return isMadeBy(sql, ours);
  // What SQLite makes by itself for a key has no text.
  if (sql === null) return type === 'index';
  if (type === 'index') return plainIndex.test(sql) && !known.has(table);
  return type === 'table' && plainTable.test(sql) && !computed.test(sql);
}

/** SQLite keeps a statement as it was written, blanks and all. */
function inOneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ');
}

const plainTable = /^CREATE TABLE /i;
const plainIndex = /^CREATE (?:UNIQUE )?INDEX "?\w+"? ON "?\w+"? ?\([\w", ]+\)$/i;
const computed = /\b(?:AS|CHECK)\b|\bDEFAULT\s*\(/i;
