import Database from 'better-sqlite3';

/**
 * Everything that an index says, as one text, whatever the order of its rows and their numbers; what SQLite
 * says where it cannot be read. Only plain SELECTs: it knows nothing of how indexes are compared otherwise.
 */
export function dumpOf(file: string): string {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const tables = db
        .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
        .pluck()
        .all();
      return tables.map((table) => `${table}\n${rowsOf(db, table).join('\n')}`).join('\n\n');
    } finally {
      db.close();
    }
  } catch (error) {
    return String(error);
  }
}

/** Numbers of rows follow the order in which things came in. */
const passing: ReadonlySet<string> = new Set([
  'no',
  'backtest_no',
  'name_no',
  'study_no',
  'run_no',
]);

function rowsOf(db: Database.Database, table: string): string[] {
  const rows = db
    .prepare<[], Record<string, unknown>>(`SELECT * FROM "${table}"`)
    .safeIntegers()
    .all()
    .filter((row) => row.name !== 'data_version');
  return rows.map(textOf).sort();
}

function textOf(row: Record<string, unknown>): string {
  // SQL does not tell capitals in names of columns from small letters.
  const cells = Object.entries(row).map(([name, value]) => [name.toLowerCase(), value] as const);
  const kept = cells.filter(([name]) => !passing.has(name));
  return JSON.stringify(kept, (_key, value) =>
    typeof value === 'bigint' ? `${value}n` : Object.is(value, -0) ? '-0' : value,
  );
}
