import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backtestColumns, summaryColumns } from '#contract/backtest-summary.ts';
import { runColumns } from '#contract/run-summary.ts';
import { referenceTableColumns } from './reference-schema.ts';
import { createSchema, originOf, recreateSchema, schemaVersion } from './schema.ts';

const golden = join(import.meta.dirname, '../../../../fixtures/golden/v2/schema.json');
const reference = JSON.parse(readFileSync(golden, 'utf8')) as {
  sql: string[];
  table_info: [number, string, string, number, unknown, number][];
  user_version: number;
};

describe('a new index', () => {
  let db: Database;
  beforeEach(() => {
    db = new SqliteDatabase(':memory:');
    createSchema(db);
  });
  afterEach(() => db.close());

  const tableInfo = (table: string) =>
    db.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(table) as {
      name: string;
      type: string;
      pk: number;
    }[];

  it('has the table, the indexes and the version of the reference, word for word', () => {
    const own = db
      .prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = 'backtest_index' AND sql IS NOT NULL",
      )
      .pluck()
      .all();
    expect(own).toEqual(reference.sql.filter((sql) => sql !== null));
    expect(db.pragma('user_version', { simple: true })).toBe(reference.user_version);
    expect(referenceTableColumns).toHaveLength(68);
  });

  it('has every column of the contract, and no other, in tables of its own', () => {
    const keys = (columns: readonly { key: string }[]) =>
      columns.map((column) => column.key).sort();
    const stored = (table: string, besides: string[]) =>
      tableInfo(table)
        .map(({ name }) => name)
        .filter((name) => !besides.includes(name))
        .sort();
    expect(stored('backtests', ['no', 'mtime_ns'])).toEqual(keys(backtestColumns));
    expect(stored('runs', ['no', 'backtest_no'])).toEqual(keys(runColumns));
  });

  it('has a type for every column that fits its kind', () => {
    const types = new Map(tableInfo('backtests').map(({ name, type }) => [name, type]));
    const allowed = {
      real: ['REAL'],
      integer: ['INTEGER', 'REAL'],
      time: ['INTEGER'],
      text: ['TEXT'],
    };
    for (const column of backtestColumns)
      expect(allowed[column.kind], column.key).toContain(types.get(column.key));
  });

  it('has the metrics of the reference in the order of its table', () => {
    expect(referenceTableColumns.slice(13)).toEqual(
      summaryColumns.map((column) => `summary_${column.key}`),
    );
  });

  it('has strict tables of its own', () => {
    const loose = db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .pluck()
      .all();
    expect(loose).toEqual(['backtest_index']);
  });

  it('knows itself, and goes on counting versions when it is made again', () => {
    expect(originOf(db)).toEqual({ kind: 'strata', version: schemaVersion });
    db.prepare("UPDATE strata_index SET value = 41 WHERE name = 'data_version'").run();
    recreateSchema(db);
    expect(
      db.prepare("SELECT value FROM strata_index WHERE name = 'data_version'").pluck().get(),
    ).toBe(42);
  });
});
