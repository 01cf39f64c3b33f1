import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import type { RunPart, SnippetKind } from '#contract/run-snippet.ts';
import { type RunTableName, runTables } from '#contract/run-tables.ts';
import type { SqlCell } from '#contract/sql.ts';
import { placeBundle } from '#testing/demo-bundles.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import type { Archive } from '../archive.ts';
import { compareCorrelation } from '../compare/compare-correlation.ts';
import { createCurveShelf } from '../compare/curve-shelf.ts';
import { importIntoTiered } from '../import-into-tiered.ts';
import { indexFolder } from '../index-folder.ts';
import { openArchive } from '../open-archive.ts';
import { openRun } from '../open-run.ts';
import { readSeries } from '../read-series.ts';
import { RETURN_BINS } from '../run-list.ts';
import { answerSql } from '../sql/answer-sql.ts';
import { sqlPlaceOf, sqlSourceOf } from '../sql/sql-source.ts';
import { createTask } from '../task-context.ts';
import { tradeReturns } from '../trade-returns.ts';
import { runSnippet } from './run-snippet.ts';

const bundles = ['event/event_000', 'sweep_b/sweep_b_00000', 'v1old/v1old_000', 'obtf/obtf_000'];

/** Of one sweep: what they earn goes together. */
const alike = ['sweep_b/sweep_b_00004', 'sweep_b/sweep_b_00010'];

let root: string;
let plain: Archive;
let tiered: Archive;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'snippets-'));
  const folder = join(root, "the sweep's");
  for (const handle of [...bundles, ...alike]) {
    const file = `${handle}.${handle.startsWith('obtf') ? 'obtf' : 'iafbt'}`;
    await placeBundle(file, join(folder, file));
  }
  const prices = join(fixturesFolder, 'interop/v2/ohlcv');
  await cp(join(prices, 'ohlcv_default.iafbt'), join(folder, 'ohlcv/ohlcv_default.iafbt'));
  await cp(join(prices, 'ohlcv'), join(folder, 'ohlcv/ohlcv'), { recursive: true });
  await indexFolder({ folder, threads: 1 }, createTask().task);
  const archive = join(root, 'tiered');
  await importIntoTiered({ root: archive, sources: [folder], threads: 1 }, createTask().task);
  plain = await openArchive(folder);
  tiered = await openArchive(archive);
}, 60_000);
afterAll(async () => {
  plain.close();
  tiered.close();
  await rm(root, { recursive: true });
});

const whole = { filter: '', quick: '', sort: [] };
const tablePart = (table: RunTableName, narrowed = {}): Extract<RunPart, { kind: 'table' }> => ({
  kind: 'table',
  table,
  ...whole,
  columns: runTables[table].map(({ key }) => key),
  ...narrowed,
});

const narrowed = [
  tablePart('trades', {
    filter: 'net_gain < 0 and opened_at >= 2021-10-05',
    sort: [{ column: 'trade_return', descending: false }],
  }),
  tablePart('trades', { quick: 'btc long', sort: [{ column: 'closed_at', descending: true }] }),
  tablePart('orders', { filter: "side = 'SELL' or price > 40000", quick: 'eur' }),
  tablePart('snapshots', { filter: 'total_value > 10000', columns: ['time', 'total_value'] }),
  tablePart('signals', { filter: "signal = 'buy'" }),
];

describe.each(bundles)('what a page shows of %s', (handle) => {
  it.each(['trades', 'orders', 'signals', 'snapshots'] as const)(
    'its %s, in SQL',
    async (table) => {
      const sql = await textOf(tiered, handle, tablePart(table), 'sql');

      expect(await rowsOfSql(sql)).toEqual(await shownRows(tiered, handle, tablePart(table)));
    },
  );

  it('its trades by their return, in SQL', async () => {
    const sql = await textOf(tiered, handle, { kind: 'returns' }, 'sql');

    const { bins } = await tradeReturns(openRun(tiered, { id: handle, run: 0 }), RETURN_BINS);
    expect(await rowsOfSql(sql)).toEqual(bins.map(({ from, to, count }) => [from, to, count]));
    expect(bins.length).toBeGreaterThan(0);
  });

  it('its curve, in SQL and as a command', async () => {
    const part: RunPart = { kind: 'series', series: ['equity_curve'] };
    const query = { id: handle, run: 0, series: 'equity_curve' as const, points: 0 };
    const { value } = await readSeries(tiered, query);

    const rows = await answerOf(await textOf(tiered, handle, part, 'sql'));

    expect(rows.map((row) => row[4])).toEqual(value);
    for (const archive of [plain, tiered]) {
      const lines = await printed(await textOf(archive, handle, part, 'cli'));
      expect(lines.map((row) => row.value)).toEqual(value);
    }
  });
});

describe.each(narrowed)('the table narrowed and sorted: %o', (part) => {
  const handle = 'event/event_000';

  it('is the same in SQL', async () => {
    const rows = await rowsOfSql(await textOf(tiered, handle, part, 'sql'));

    expect(rows).toEqual(await shownRows(tiered, handle, part));
  });

  it('is the same as a command, of either kind of archive', async () => {
    for (const archive of [plain, tiered]) {
      const lines = await printed(await textOf(archive, handle, part, 'cli'));
      const shown = await shownRows(archive, handle, part);
      expect(lines.map((row) => part.columns.map((key) => seen(row[key] ?? null)))).toEqual(shown);
    }
  });
});

it('prices are those of the stored file by command, and of the own orders by SQL', async () => {
  const stored: RunPart = { kind: 'prices', symbol: 'BTC/EUR', key: 'BTC/EUR@1d' };
  const own: RunPart = { ...stored, key: null };
  const handle = 'ohlcv/ohlcv_default';

  for (const archive of [plain, tiered]) {
    const bars = await printed(await textOf(archive, handle, stored, 'cli'));
    expect(bars.length).toBeGreaterThan(10);
    expect(bars[0]).toMatchObject({ key: 'BTC/EUR@1d', close: expect.any(Number) });
  }
  await expect(textOf(tiered, handle, stored, 'sql')).rejects.toThrow(/lie in chunks/);
  const orders = await answerOf(await textOf(tiered, 'event/event_000', own, 'sql'));
  const lines = await printed(await textOf(tiered, 'event/event_000', own, 'cli'));
  expect(orders.length).toBeGreaterThan(3);
  expect(lines.map(({ price }) => price)).toEqual(orders.map((row) => row[1]));
});

it('a correlation in SQL is that of the screen', async () => {
  const runs = ['sweep_b/sweep_b_00000', ...alike].map((id) => ({ id, run: 0 }));
  const members = runs.map((run) => ({ archive: 'a', ...run }));
  const shelf = createCurveShelf(async () => tiered);

  const sql = await runSnippet(tiered, { runs, part: { kind: 'correlation' }, as: 'sql' });

  const { coefficients, shared } = await compareCorrelation(shelf, members);
  const rows = await answerOf(sql);
  expect(rows).toHaveLength(9);
  for (const [one, other, count, coefficient] of rows as number[][]) {
    expect(count).toBe(shared[one! - 1]![other! - 1]);
    expect(coefficient).toBeCloseTo(coefficients[one! - 1]![other! - 1]!, 9);
  }
});

it('what lies only in the document is had by command, and SQL says so', async () => {
  for (const table of ['exits', 'positions', 'events', 'recorded'] as const) {
    const part = tablePart(table);
    await expect(textOf(tiered, 'event/event_000', part, 'sql')).rejects.toThrow(/document/);
    const lines = await printed(await textOf(tiered, 'event/event_000', part, 'cli'));
    const shown = await shownRows(tiered, 'event/event_000', part);
    expect(lines).toHaveLength(shown.length);
  }
  await expect(textOf(plain, 'event/event_000', tablePart('trades'), 'sql')).rejects.toThrow(
    /lies in its bundles/,
  );
});

function textOf(archive: Archive, id: string, part: RunPart, as: SnippetKind): Promise<string> {
  return runSnippet(archive, { runs: [{ id, run: 0 }], part, as });
}

async function shownRows(
  archive: Archive,
  id: string,
  { table, filter, quick, sort, columns }: Extract<RunPart, { kind: 'table' }>,
): Promise<unknown[][]> {
  const rows = await openRun(archive, { id, run: 0 }).table(table);
  const query = { filter, quick, sort, columns, offset: 0, limit: Number.MAX_SAFE_INTEGER };
  return rows.query(query).rows.map(({ cells }) => cells.map(seen));
}

/** Without handle and run, which come first where a table is asked for. */
async function rowsOfSql(sql: string): Promise<unknown[][]> {
  const rows = await answerOf(sql);
  const skipped = typeof rows[0]?.[0] === 'string' ? 2 : 0;
  return rows.map((row) => row.slice(skipped).map(seen));
}

async function answerOf(sql: string): Promise<SqlCell[][]> {
  const rows: SqlCell[][] = [];
  const source = await sqlSourceOf(sqlPlaceOf(tiered));
  await answerSql({ ...source, sql, maxRows: null, memoryMegabytes: 512 }, async (message) => {
    if (message.kind === 'failed') throw new Error(`${message.message}\n${sql}`);
    if (message.kind === 'rows') rows.push(...message.rows);
  });
  return rows;
}

/** What a copied command prints, as a shell would run it. */
async function printed(command: string): Promise<Record<string, CellValue>[]> {
  const script = `set -- ${command}; for word in "$@"; do printf '%s\\0' "$word"; done`;
  const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(1, -1);
  const { code, stdout, stderr } = await runCommand('strata', [
    ...words.filter((word) => word !== '--csv'),
    '--json',
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return JSON.parse(stdout) as Record<string, CellValue>[];
}

/** Times as epoch milliseconds, and numbers to the digits that a sum in another order leaves alone. */
function seen(cell: CellValue | SqlCell): unknown {
  if (typeof cell === 'number') return Number(cell.toPrecision(12));
  if (typeof cell === 'string' && /^\d{4}-\d\d-\d\d[T ]/.test(cell)) {
    return Number(Date.parse(cell.replace(' ', 'T').replace(/\+00$/, 'Z')).toPrecision(12));
  }
  return cell;
}
