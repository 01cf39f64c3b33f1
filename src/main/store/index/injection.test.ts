import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { queryRows } from './query-rows.ts';
import { rankRows } from './rank-rows.ts';
import { sweepTree } from './sweep-tree.ts';

/** Ways out of a WHERE clause, an identifier or a text, crossed with what they would run. */
const ways = [
  (sql: string) => sql,
  (sql: string) => `1=1; ${sql}`,
  (sql: string) => `1=1); ${sql} --`,
  (sql: string) => `tag = 'x' UNION ${sql}`,
  (sql: string) => `tag = '' OR (${sql})`,
  (sql: string) => `tag = 'x'; ${sql}; --'`,
  (sql: string) => `tag = "x\\"; ${sql}"`,
  (sql: string) => `tag"; ${sql} --`,
  (sql: string) => `"tag"; ${sql}`,
  (sql: string) => `tag = (${sql})`,
  (sql: string) => `tag IN (${sql})`,
  (sql: string) => `tag LIKE '%' ESCAPE '\\'; ${sql}`,
  (sql: string) => `params."x"; ${sql} --" = 1`,
  (sql: string) => `params."x'); ${sql} --" = 1`,
  (sql: string) => `tag = 'x' /* ${sql} */`,
  (sql: string) => `tag = 'x'\0; ${sql}`,
];
const statements = [
  'DROP TABLE backtests',
  'DELETE FROM backtest_index',
  "UPDATE backtests SET tag = 'gone'",
  'SELECT group_concat(sql) FROM sqlite_schema',
  "ATTACH '/tmp/strata-injected' AS other",
  'PRAGMA writable_schema = ON',
  "SELECT load_extension('x')",
  'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT count(*) FROM c',
  'randomblob(1000000000)',
  'EXISTS (SELECT 1)',
  'x" DESC; DROP TABLE runs; --',
  'CASE WHEN 1 THEN 1 END',
  '(((((SELECT 1)))))',
];
const attempts = ways.flatMap((way) => statements.map(way));

describe('text of a user', () => {
  const folder = temporaryFolder();

  function opened() {
    return indexOf(folder.at('index.sqlite'), [
      bundleAt('a.iafbt', { tag: 'x', parameters: { 'x"); DROP TABLE runs; --': 1, x: 2 } }),
      bundleAt('b.iafbt', { tag: "'; DROP TABLE backtests; --" }),
    ]);
  }

  it(`never reaches SQL: ${attempts.length} filters, sort keys, columns and searches are refused or harmless`, () => {
    const index = opened();
    const before = readFileSync(folder.at('index.sqlite'));
    const all = {
      rows: 'backtests',
      filter: '',
      quick: '',
      sort: [],
      columns: [],
      offset: 0,
      limit: 10,
    } as const;
    const rank = {
      by: null,
      focus: null,
      weights: null,
      filter: '',
      ascending: false,
      limit: 1,
      columns: [],
    };
    const refused = { code: expect.stringMatching(/^(?:bad-filter|unknown-column)$/) };
    expect(attempts.length).toBeGreaterThanOrEqual(200);
    for (const attempt of attempts) {
      const asked = [
        () => queryRows(index, { ...all, filter: attempt }),
        () => queryRows(index, { ...all, sort: [{ column: attempt, descending: true }] }),
        () => queryRows(index, { ...all, columns: [attempt] }),
        () => rankRows(index, { ...rank, by: attempt }),
        () => sweepTree(index, attempt),
      ];
      for (const ask of asked) expect(ask, attempt).toThrow(expect.objectContaining(refused));
      expect(() => queryRows(index, { ...all, quick: attempt })).not.toThrow();
      expect(
        queryRows(index, { ...all, filter: `tag = "${attempt.replaceAll('"', '""')}"` }).rows,
      ).toEqual([]);
      expect(() => rankRows(index, { ...rank, weights: { [attempt]: 1 } })).not.toThrow();
    }
    expect(queryRows(index, all).total).toBe(2);
    index.close();
    expect(readFileSync(folder.at('index.sqlite')).equals(before)).toBe(true);
  });

  it('that is a name or a value of the archive finds it, quotes and all', () => {
    const index = opened();
    const all = {
      rows: 'backtests',
      quick: '',
      sort: [],
      columns: [],
      offset: 0,
      limit: 10,
    } as const;
    const handles = (filter: string) =>
      queryRows(index, { ...all, filter }).rows.map((row) => row.handle);
    expect(handles(`params."x""); DROP TABLE runs; --" = 1`)).toEqual(['a']);
    expect(handles(`tag = "'; DROP TABLE backtests; --"`)).toEqual(['b']);
    index.close();
  });
});
