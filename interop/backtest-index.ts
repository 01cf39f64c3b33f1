import Database from 'better-sqlite3';

export type CellText = string;

export interface BacktestIndex {
  columns: { name: string; type: string; pk: bigint }[];
  /** By bundle path, in the order of the table. */
  rows: Map<string, Map<string, CellText>>;
  userVersion: bigint;
}

/**
 * The table that the reference's scripts read, with every value as type and exact text: an integer 7 is
 * not a float 7.0, and two floats are equal when their bits are.
 */
export function readBacktestIndex(file: string): BacktestIndex {
  const db = new Database(file, { readonly: true });
  try {
    db.defaultSafeIntegers(true);
    const columns = db.pragma('table_info(backtest_index)') as BacktestIndex['columns'];
    const rows = db
      .prepare<[], Record<string, unknown>>('SELECT * FROM backtest_index ORDER BY rowid')
      .all();
    return {
      columns: columns.map(({ name, type, pk }) => ({ name, type, pk })),
      rows: new Map(rows.map((row) => [String(row.bundle_path), exactCells(row)])),
      userVersion: db.pragma('user_version', { simple: true }) as bigint,
    };
  } finally {
    db.close();
  }
}

function exactCells(row: Record<string, unknown>): Map<string, CellText> {
  return new Map(Object.entries(row).map(([name, value]) => [name, exactText(value)]));
}

function exactText(value: unknown): CellText {
  if (value === null) return 'null';
  if (typeof value === 'bigint') return `integer ${value}`;
  if (typeof value === 'number') return `real ${Object.is(value, -0) ? '-0' : value}`;
  return `${typeof value} ${value}`;
}
