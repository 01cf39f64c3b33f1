import { readFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { columnsOf, rowsKinds } from '#contract/row-columns.ts';
import { columnDocsPage } from './column-docs.ts';
import { createSchema } from './schema.ts';

describe('docs/columns.md', () => {
  const page = readFileSync(new URL('../../../../docs/columns.md', import.meta.url), 'utf8');

  it('is what the contract makes it (npm run docs)', () => {
    expect(page).toBe(columnDocsPage());
  });

  it('has a line for every column of the tables, with its type', () => {
    const db = new SqliteDatabase(':memory:');
    createSchema(db);
    const lines = page.split('\n').map((line) => line.split(' | '));
    const documented = (part: string) => {
      const [start, end] = [lines.findIndex(([head]) => head === `## ${part}`), lines.length];
      const next = lines.findIndex(([head], place) => place > start && head?.startsWith('## '));
      return lines
        .slice(start, next < 0 ? end : next)
        .filter(([head]) => head?.startsWith('| `'))
        .map(([name, , type]) => [name?.slice(3, -1), type])
        .sort();
    };
    for (const [part, table] of [
      ['Backtests', 'backtests'],
      ['Studies', 'studies'],
      ['Runs', 'runs'],
    ] as const) {
      const columns = db
        .prepare('SELECT name, type FROM pragma_table_info(?)')
        .raw()
        .all(table) as string[][];
      const own = columns.filter(
        ([name]) => !['no', 'backtest_no', 'study', 'mtime_ns'].includes(name as string),
      );
      expect(documented(part)).toEqual(own.sort());
    }
    db.close();
  });

  it('says something of each column that the menu offers', () => {
    for (const column of rowsKinds.flatMap(columnsOf)) {
      expect(column.meaning.length, column.key).toBeGreaterThan(3);
      expect(column.nullRule.length, column.key).toBeGreaterThan(3);
      expect(column.source.length, column.key).toBeGreaterThan(2);
    }
  });
});
