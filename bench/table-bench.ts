import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnHistogram } from '../src/main/store/index/column-histogram.ts';
import type { IndexReader } from '../src/main/store/index/index-handle.ts';
import { listColumns } from '../src/main/store/index/list-columns.ts';
import { openIndexReader, openIndexWriter } from '../src/main/store/index/open-index.ts';
import { locateRow, queryRows, type TableQuery } from '../src/main/store/index/query-rows.ts';
import { rankRows } from '../src/main/store/index/rank-rows.ts';
import { iterateSelection } from '../src/main/store/index/select-rows.ts';
import { readColumns } from '../src/main/store/index/sweep/read-columns.ts';
import { rowNumbers } from '../src/main/store/index/sweep/row-numbers.ts';
import { sweepGrid } from '../src/main/store/index/sweep/sweep-grid.ts';
import { sweepGroups } from '../src/main/store/index/sweep/sweep-groups.ts';
import { parameterNames, sweptParameter } from '../src/main/store/index/sweep/sweep-parameters.ts';
import { sweepTree } from '../src/main/store/index/sweep-tree.ts';
import { type IndexChange, writeChanges } from '../src/main/store/index/write-rows.ts';
import { sketchedBundle } from './sketched-bundle.ts';

/**
 * What the table costs at a size: `node bench/table-bench.ts [rows…]`, 12500, 100000 and 1000000 unless given.
 * Rows are made up; their widths are those of real bundles.
 */
const sizes = process.argv.slice(2).map(Number);
for (const size of sizes.length > 0 ? sizes : [12_500, 100_000, 1_000_000]) measure(size);

function measure(size: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'strata-table-bench-'));
  const file = join(folder, 'index.sqlite');
  console.log(`\n${size.toLocaleString('en')} backtests`);
  const seconds = timed(() => fill(file, size)) / 1000;
  const bytes = statSync(file).size;
  line('write', `${Math.round(size / seconds).toLocaleString('en')} bundles/s`);
  line('index', `${(bytes / 1e6).toFixed(0)} MB, ${Math.round(bytes / size)} bytes a bundle`);
  measureQueries(file, size);
  rmSync(folder, { recursive: true });
}

function fill(file: string, size: number): void {
  const writer = openIndexWriter(file, { rebuild: false });
  for (let from = 0; from < size; from += 256) {
    const changes: IndexChange[] = [];
    for (let no = from; no < Math.min(size, from + 256); no += 1) changes.push(sketchedBundle(no));
    writeChanges(writer, changes);
  }
  writer.close();
}

function measureQueries(file: string, size: number): void {
  let reader: IndexReader = openIndexReader(file);
  const reopen = () => {
    reader.close();
    reader = openIndexReader(file);
  };
  const columns = ['algorithm_id', 'tag', 'sharpe', 'cagr', 'worst_drawdown', 'params.ema_fast'];
  const all = {
    rows: 'backtests',
    filter: '',
    quick: '',
    sort: [],
    columns,
    offset: 0,
    limit: 100,
  };
  const page = (query: Partial<TableQuery>) =>
    queryRows(reader, { ...all, ...query } as TableQuery);
  const bySharpe = [{ column: 'sharpe', descending: true }];
  const cases: [string, () => unknown][] = [
    ['first page, by handle', () => page({})],
    ['first page, by sharpe', () => page({ sort: bySharpe })],
    ['next page: the order is worked out', () => page({ sort: bySharpe, offset: 100 })],
    ['page in the middle', () => page({ sort: bySharpe, offset: size >> 1 })],
    [
      'sort by cagr, asc',
      () => page({ sort: [{ column: 'cagr', descending: false }], offset: 1000 }),
    ],
    [
      'sort by cagr, desc (column in memory)',
      () => page({ sort: [{ column: 'cagr', descending: true }] }),
    ],
    [
      'sort by tag, then sharpe',
      () => page({ sort: [{ column: 'tag', descending: false }, ...bySharpe] }),
    ],
    [
      'sort by algorithm (all different)',
      () => page({ sort: [{ column: 'algorithm', descending: true }] }),
    ],
    ['sort by a parameter', () => page({ sort: [{ column: 'ema_fast', descending: true }] })],
    ['filter sharpe > 1.5, by sharpe', () => page({ filter: 'sharpe > 1.5', sort: bySharpe })],
    [
      'filter tag and parameter',
      () => page({ filter: "tag LIKE 'sweep_1%' AND ema_fast BETWEEN 5 AND 12", sort: bySharpe }),
    ],
    ['quick search', () => page({ quick: 'sweep_3 run_01' })],
    ['locate a row', () => locateRow(reader, { ...all, sort: bySharpe, no: size >> 1 } as never)],
    [
      'histogram of cagr',
      () => columnHistogram(reader, { ...all, column: 'cagr', bins: 40 } as never),
    ],
    [
      'histogram of tag',
      () => columnHistogram(reader, { ...all, column: 'tag', bins: 40 } as never),
    ],
    ['list columns', () => listColumns(reader, 'backtests')],
    ['sweep tree', () => sweepTree(reader, '')],
    ['sweep tree under a filter', () => sweepTree(reader, 'sharpe > 1.5')],
    [
      'rank, balanced',
      () =>
        rankRows(reader, {
          by: null,
          focus: 'balanced',
          weights: null,
          filter: '',
          ascending: false,
          limit: 20,
          columns,
        }),
    ],
    ['runs: first page, by sharpe', () => page({ rows: 'runs', sort: bySharpe })],
    [
      'runs: sort by tag',
      () => page({ rows: 'runs', sort: [{ column: 'tag', descending: false }] }),
    ],
    [
      'runs: filter window_role',
      () => page({ rows: 'runs', filter: "window_role = 'test' AND sharpe > 1" }),
    ],
    ...sweepCases(() => reader),
    ['export 10,000 rows', () => takeRows(reader, columns, 10_000)],
  ];
  for (const [name, work] of cases) line(name, `${timed(work).toFixed(1)} ms`);
  reopen();
  line(
    'list --sort sharpe --limit 20, newly opened',
    `${timed(() => page({ sort: bySharpe, limit: 20 })).toFixed(1)} ms`,
  );
  reopen();
  line(
    'the same with a filter, newly opened',
    `${timed(() => page({ sort: bySharpe, limit: 20, filter: 'sharpe > 1.5' })).toFixed(1)} ms`,
  );
  line('memory', `${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  reader.close();
}

/** What the sweep screen asks; the first of them reads the columns. */
function sweepCases(reader: () => IndexReader): [string, () => unknown][] {
  const scope = { rows: 'backtests', filter: '', quick: '' } as const;
  const grid = {
    ...scope,
    x: 'params.ema_fast',
    y: 'params.ema_slow',
    metric: 'sharpe_ratio',
    aggregate: 'median',
    isLowBest: false,
    steps: 40,
    selection: null,
  } as const;
  const columns = ['number_of_trades', 'sharpe_ratio', 'total_net_gain_percentage'];
  const points: [number, number][] = [
    [0, 0],
    [100, 0],
    [100, 4],
    [0, 4],
  ];
  const within = { x: 'number_of_trades', y: 'sharpe_ratio', points };
  return [
    [
      'sweep: what was varied',
      () => parameterNames(reader()).map((name) => sweptParameter(reader(), scope, name)),
    ],
    ['sweep: heat map, first', () => sweepGrid(reader(), grid)],
    ['sweep: heat map, again', () => sweepGrid(reader(), { ...grid, aggregate: 'best' })],
    ['sweep: groups by tag', () => sweepGroups(reader(), { ...grid, by: 'tag', limit: 100 })],
    [
      'sweep: three columns of all rows, first',
      () => readColumns(reader(), { ...scope, columns, limit: 200_000 }),
    ],
    [
      'sweep: three columns of all rows, again',
      () => readColumns(reader(), { ...scope, columns, limit: 200_000 }),
    ],
    ['sweep: rows in a lasso', () => rowNumbers(reader(), { ...scope, within })],
  ];
}

function takeRows(reader: IndexReader, columns: string[], count: number): void {
  const selection = { kind: 'matching', except: [] } as const;
  const query = { rows: 'backtests', filter: '', quick: '', sort: [], columns } as const;
  let taken = 0;
  for (const _ of iterateSelection(reader, { ...query, selection: { ...selection, except: [] } })
    .rows) {
    taken += 1;
    if (taken === count) return;
  }
}

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function line(name: string, result: string): void {
  console.log(`  ${name.padEnd(44)} ${result}`);
}
