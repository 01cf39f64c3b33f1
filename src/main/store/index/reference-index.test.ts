import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { findBacktest } from './find-backtest.ts';
import { listColumns } from './list-columns.ts';
import { openIndexReader } from './open-index.ts';
import { parsePythonJson } from './python-json.ts';
import { queryRows, readState } from './query-rows.ts';
import { sweepTree } from './sweep-tree.ts';

const golden = join(import.meta.dirname, '../../../../fixtures/golden');
const all = {
  rows: 'backtests',
  filter: '',
  quick: '',
  sort: [],
  columns: [],
  offset: 0,
  limit: 1000,
} as const;

describe('an index of the reference', () => {
  it('of 8.10 has parameters as columns, and says what it does not know', () => {
    const index = openIndexReader(join(golden, 'v2/index.sqlite'));
    const columns = new Map(listColumns(index, 'backtests').map((column) => [column.key, column]));
    expect(columns.get('params.ema_fast')).toMatchObject({
      kind: 'integer',
      group: 'parameters',
      label: 'ema_fast',
    });
    expect(columns.get('params.ema_fast')?.filled).toBeGreaterThan(10);
    expect(columns.get('bundle_id')?.filled).toBe(0);
    const found = findBacktest(index, 'vector/sweep_a_000');
    expect(found).toMatchObject({
      id: '',
      runs: [],
      folder: 'vector',
      fileName: 'sweep_a_000.iafbt',
    });
    expect(found.parametersJson).toMatch(/"ema_fast": /);
    expect(sweepTree(index, '').map((group) => group.kind)).toContain('parameter');
    expect(queryRows(index, { ...all, rows: 'runs' }).total).toBe(0);
    const backtests = queryRows(index, { ...all, columns: ['engine_type', 'cagr', 'study_names'] });
    const studies = queryRows(index, {
      ...all,
      ...{ rows: 'studies', columns: ['engine', 'cagr', 'study_name'] },
    });
    const named = backtests.rows.filter(({ cells }) => cells[2] !== null);
    expect(studies.rows.map(({ handle, cells }) => [handle, ...cells])).toEqual(
      named.map(({ handle, cells }) => [handle, ...cells]),
    );
    expect(new Set(named.map(({ cells }) => cells[2]))).toEqual(new Set(['default']));
    expect(named.length).toBeGreaterThan(30);
    expect(readState(index)).toMatchObject({ studies: named.length, runs: 0 });
    index.close();
  });

  it('of 9.0 has a row for each study and engine, as its own list, each with a handle of its own', () => {
    const index = openIndexReader(join(golden, 'v9a6/index.sqlite'));
    const expected = JSON.parse(
      readFileSync(join(golden, 'v9a6/list_default.json'), 'utf8'),
    ) as Record<string, unknown>[];
    const columns = Object.keys(expected[0] as object);
    const page = queryRows(index, { ...all, columns });
    expect(page.rows.map((row) => row.cells)).toEqual(
      expected.map((row) => columns.map((column) => row[column])),
    );
    const handles = page.rows.map((row) => row.handle);
    expect(new Set(handles).size).toBe(38);
    expect(handles).toContain('a1/default_study');
    expect(handles).toContain('derived/three_studies (alpha, event)');
    expect(queryRows(index, { ...all, filter: 'study_names is not null' }).total).toBe(38);
    index.close();
  });

  it('of 9.0 has each of its rows as a study, those of single universes too', () => {
    const index = openIndexReader(join(golden, 'v9a6/index.sqlite'));
    const metrics = summaryColumns.map(({ key }) => key);
    const own = [
      ...['study_name', 'universe_key', 'study_description', 'number_of_runs', 'risk_free_rate'],
      ...['algorithm_id', 'anchor_algorithm_id', 'tag', 'params.ema_fast'],
    ];
    const columns = ['file_name', 'folder', 'engine', ...own, ...metrics];
    const { rows } = queryRows(index, { ...all, rows: 'studies', columns });
    const names = [...own.slice(0, -1), ...metrics.map((key) => `summary_${key}`)];
    const expected = rowsOfGolden(
      `SELECT bundle_path, engine_type, ${names.slice(0, -metrics.length).join(', ')},
              json_extract(parameters_json, '$.ema_fast'), ${names.slice(-metrics.length).join(', ')}
       FROM backtest_index`,
    );
    const found = rows.map(({ cells: [file, folder, ...cells] }) => [
      `${folder}/${file}`,
      ...cells,
    ]);
    expect(sorted(found)).toEqual(
      sorted(
        expected.map(([path, engine, study, universe, ...cells]) => [
          ...[path, engine, study, universe === '' ? null : universe],
          ...cells,
        ]),
      ),
    );
    expect(rows).toHaveLength(57);
    const filled = new Map(listColumns(index, 'studies').map((one) => [one.key, one.filled]));
    expect(filled.get('universe_key')).toBe(19);
    expect(filled.get('number_of_tests')).toBe(0);
    expect(filled.get('anchor_algorithm_id')).toBe(6);
    expect(findBacktest(index, 'derived/three_studies (alpha, event)').studies).toMatchObject([
      { values: { study_name: 'alpha', engine: 'event', universe_key: null } },
      { values: { study_name: 'alpha', engine: 'event', universe_key: 'BTC|EUR|BITVAVO' } },
    ]);
    index.close();
  });
});

/** The file of the reference as SQLite reads it; said to have no log, as there is none in memory. */
function rowsOfGolden(sql: string): unknown[][] {
  const db = new SqliteDatabase(readFileSync(join(golden, 'v9a6/index.sqlite')).fill(1, 18, 20));
  try {
    return db.prepare(sql).raw().all() as unknown[][];
  } finally {
    db.close();
  }
}

function sorted(rows: unknown[][]): unknown[][] {
  const keyOf = (row: unknown[]) => JSON.stringify(row.slice(0, 4));
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

describe('odd values in an index of the reference', () => {
  const folder = temporaryFolder();

  it('are taken as far as they make sense', () => {
    const file = folder.at('index.sqlite');
    const source = new SqliteDatabase(file);
    source.exec(readSchema());
    const insert = source.prepare(
      'INSERT INTO backtest_index (bundle_path, parameters_json, strategy_ids_json, bundle_mtime_ns, bundle_size, summary_cagr) VALUES (?, ?, ?, ?, ?, ?)',
    );
    insert.run(
      'C:\\sweeps\\run.iafbt',
      '{"a": {"b": NaN, "c": "NaN"}, "a.b": 1,  "list": [1, Infinity], "big": 123456789012345678901234567890, "s": "\\ud83d\\ude00", "on": true, "none": null}',
      '["x", "y"]',
      1_700_000_000_123_456_789n,
      12,
      'text',
    );
    insert.run('tiered handle', 'no json', 'no json', null, null, null);
    source.close();
    const index = openIndexReader(file);
    const found = findBacktest(index, 'C:/sweeps/run');
    expect(found).toMatchObject({
      folder: 'C:/sweeps',
      fileName: 'run.iafbt',
      modifiedAt: 1_700_000_000_123,
    });
    expect(found.values).toMatchObject({ strategy_ids: 'x,y', cagr: null });
    expect(Object.fromEntries(found.parameters.map(({ name, value }) => [name, value]))).toEqual({
      'a.b': null,
      'a.c': 'NaN',
      list: '[1,null]',
      big: 1.2345678901234568e29,
      s: '😀',
      on: 'true',
      none: null,
    });
    expect(queryRows(index, { ...all, filter: 'params.a.b is null' }).total).toBe(2);
    expect(findBacktest(index, 'tiered handle')).toMatchObject({ parameters: [], size: 0 });
    index.close();
  });

  it('make no backtest of a row without a path', () => {
    const file = folder.at('index.sqlite');
    const source = new SqliteDatabase(file);
    source.exec(readSchema());
    source.exec(
      "INSERT INTO backtest_index (bundle_path, tag) VALUES (NULL, 'x'), ('a.iafbt', 'y')",
    );
    source.close();
    const index = openIndexReader(file);
    const { rows } = queryRows(index, { ...all, columns: ['tag'] });
    expect(rows.map(({ handle, cells }) => [handle, ...cells])).toEqual([['a', 'y']]);
    expect(readState(index)).toMatchObject({ backtests: 1 });
    index.close();
  });

  function readSchema(): string {
    const { sql } = JSON.parse(readFileSync(join(golden, 'v2/schema.json'), 'utf8')) as {
      sql: (string | null)[];
    };
    return sql.filter((statement) => statement !== null).join(';');
  }
});

describe('JSON as Python writes it', () => {
  it.each([
    ['[NaN, Infinity, -Infinity, 1.5]', [Number.NaN, Infinity, -Infinity, 1.5]],
    ['{"NaN": "NaN \\" Infinity"}', { NaN: 'NaN " Infinity' }],
    ['"\\\\"', '\\'],
  ])('%s', (text, expected) => {
    expect(parsePythonJson(text)).toEqual(expected);
  });
});
