import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SeriesName, seriesNames } from '#contract/operations.ts';
import { readBundleRecord } from '../src/main/formats/bundle/read-bundle-record.ts';
import { readSeries } from '../src/main/formats/bundle/read-series.ts';
import type { DatasetName } from '../src/main/formats/exact/datasets/dataset-columns.ts';
import { importIntoTiered } from '../src/main/operations/import-into-tiered.ts';
import { createTask } from '../src/main/operations/task-context.ts';
import { type DatasetTotals, ownTotals } from './column-totals.ts';
import { findPython, runPython } from './find-python.ts';
import { projectFolder } from './strata-cli.ts';

const demo = join(projectFolder, 'resources', 'demo');
const script = join(projectFolder, 'interop', 'dataset-totals.py');
const minutes = 60_000;

let folder: string;
let archive: string;
let parquet: string;
let duckdb: DuckDBConnection;
let expected: Map<string, DatasetTotals>;
const before = process.cwd();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strata-interop-'));
  archive = join(folder, 'archive');
  parquet = join(archive, 'parquet');
  await importIntoTiered({ root: archive, sources: [demo], keepNames: true }, createTask().task);
  expected = new Map();
  for (const name of readdirSync(parquet)) {
    expected.set(name, await ownTotals(parquet, name as DatasetName));
  }
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  duckdb = await instance.connect();
  process.chdir(archive);
}, 5 * minutes);

afterAll(() => {
  process.chdir(before);
  duckdb.closeSync();
  rmSync(folder, { recursive: true, force: true });
});

describe('every column of every dataset has the same values', () => {
  it('for our own reader, which finds rows in all of them', () => {
    const names = ['backtests', 'runs', 'portfolio_snapshots', 'trades', 'orders', 'signals'];
    expect([...expected.keys()]).toEqual(expect.arrayContaining(names));
    for (const { rows } of expected.values()) expect(rows).toBeGreaterThan(0);
  });

  describe.each(['duckdb', 'polars', 'pyspark'])('for %s in Python', (reader) => {
    const python = findPython('STRATA_PYTHON', [reader]);
    it.skipIf(python === null)(
      'files as they lie',
      () => {
        const read = runPython(python!, script, reader, parquet) as Record<string, DatasetTotals>;
        expect(Object.keys(read).toSorted()).toEqual([...expected.keys()].toSorted());
        expect(differences(new Map(Object.entries(read)))).toEqual([]);
      },
      5 * minutes,
    );
  });

  it('for DuckDB in Node, files as they lie', async () => {
    const read = new Map<string, DatasetTotals>();
    for (const [name, { columns }] of expected)
      read.set(name, await duckdbTotals(name, Object.keys(columns)));
    expect(differences(read)).toEqual([]);
  });

  async function duckdbTotals(name: string, columns: string[]): Promise<DatasetTotals> {
    const source = `read_parquet('parquet/${name}/*.parquet')`;
    const described = await rowsOf(`DESCRIBE SELECT * FROM ${source}`);
    const types = new Map(described.map(([column, type]) => [column, String(type)]));
    await duckdb.run("SET TimeZone = 'UTC'");
    const cells = columns.map((column) => {
      const type = types.get(column) ?? '';
      if (type === 'VARCHAR') return `count("${column}"), sum(strlen("${column}"))::DOUBLE`;
      if (type === 'TIMESTAMP WITH TIME ZONE') {
        const shown = ['min', 'max'].map((end) => `left(${end}("${column}")::VARCHAR, 19)`);
        return `count("${column}"), ${shown.join(" || ' ' || ")}`;
      }
      const value = `"${column}"::DOUBLE`;
      return `count("${column}"), sum(CASE WHEN isfinite(${value}) THEN ${value} END)`;
    });
    const [row] = await rowsOf(`SELECT count(*), ${cells.join(', ')} FROM ${source}`);
    const totals = columns.map((column, i) => {
      const total = row![2 * i + 2];
      return [column, [Number(row![2 * i + 1]), total as number | string | null]] as const;
    });
    return { rows: Number(row![0]), columns: Object.fromEntries(totals) as never };
  }

  function differences(read: ReadonlyMap<string, DatasetTotals>): string[] {
    return [...expected].flatMap(([name, { rows, columns }]) => {
      const other = read.get(name);
      const different = Object.entries(columns).filter(([column, [count, total]]) => {
        const [otherCount, otherTotal] = other?.columns[column] ?? [-1, null];
        return otherCount !== count || (count > 0 && !isClose(total, otherTotal));
      });
      const lines = different.map(
        ([column, total]) => `${name}.${column}: ${other?.columns[column]}, not ${total}`,
      );
      return other?.rows === rows ? lines : [`${name}: ${other?.rows} rows, not ${rows}`, ...lines];
    });
  }
});

describe('views.sql, run in the archive’s folder', () => {
  beforeAll(async () => {
    await duckdb.run(readFileSync('views.sql', 'utf8'));
    await duckdb.run('CREATE TABLE points AS SELECT * FROM metric_series');
  }, minutes);

  it(
    'gives all equity curves of a sweep in long form',
    async () => {
      const rows = await rowsOf(
        `SELECT s.run_id, s.metric_name, s.ts, s.value
       FROM metric_series s JOIN runs USING (run_id) JOIN backtests b USING (bundle_id)
       WHERE s.metric_name = 'equity_curve' AND b.tag = 'sweep_a' ORDER BY s.run_id, s.ts`,
      );
      const ends = bundlesBelow(join(demo, 'sweep_a')).map((file) => {
        const { bundleId, runs } = readBundleRecord(readFileSync(file));
        return runs.map(({ run }) => {
          const curve = readSeries(readFileSync(file), run, 'equity_curve');
          return [runIdOf(bundleId, run), curve.time.length, curve.value.at(-1)];
        });
      });
      const curves = Map.groupBy(rows, ([runId]) => runId);
      const found = [...curves].map(([runId, points]) => [runId, points.length, points.at(-1)![3]]);
      expect(found.toSorted()).toEqual(ends.flat().toSorted());
      expect(found.length).toBeGreaterThan(20);
    },
    5 * minutes,
  );

  it(
    'has every series of every bundle, and no other',
    async () => {
      const own = new Map<string, Points>();
      for (const file of bundlesBelow(demo)) {
        const bytes = readFileSync(file);
        const { bundleId, runs } = readBundleRecord(bytes);
        for (const { run } of runs) {
          for (const name of seriesNames) {
            const points = pointsOf(bytes, run, name);
            if (points.length > 0) own.set(`${runIdOf(bundleId, run)} ${name}`, points);
          }
        }
      }
      const viewed = new Map<string, Points>();
      const rows = await rowsOf(
        `SELECT run_id || ' ' || metric_name, epoch_ms(ts)::DOUBLE, value FROM points
       WHERE NOT isnan(value) ORDER BY run_id, metric_name, ts`,
      );
      for (const [key, time, value] of rows) {
        const points = viewed.get(String(key)) ?? [];
        viewed.set(String(key), points);
        points.push([Number(time), Number(value)]);
      }
      expect([...viewed.keys()].toSorted()).toEqual([...own.keys()].toSorted());
      const different = [...own].filter(([key, points]) => {
        const others = viewed.get(key)!;
        return (
          others.length !== points.length ||
          points.some(([time, value], i) => {
            const [otherTime, other] = others[i]!;
            return time !== otherTime || !isClose(value, other);
          })
        );
      });
      expect(different.map(([key]) => key)).toEqual([]);
      expect(own.size).toBeGreaterThan(1000);
    },
    5 * minutes,
  );
});

type Points = [time: number, value: number][];

/** The bundle's own, but for points without a number, which the view leaves out. */
function pointsOf(file: Uint8Array, run: number, name: SeriesName): Points {
  const { time, value, isNull } = readSeries(file, run, name);
  const points = Array.from(time, (at, i): Points[number] => [
    Number(at),
    isNull?.[i] === 1 ? Number.NaN : value[i]!,
  ]);
  return points.filter((point) => !Number.isNaN(point[1]));
}

/** Sums are made in another order by everybody; next to nothing is nothing for a difference of two sums. */
function isClose(one: number | string | null, other: number | string | null): boolean {
  if (one === other || Number(one) === Number(other)) return true;
  if (typeof one !== 'number' || typeof other !== 'number') return false;
  return Math.abs(one - other) <= Math.max(1e-9 * Math.abs(one), 1e-14);
}

function runIdOf(bundleId: string, run: number): string {
  return `${bundleId.slice(0, 32)}-${run}`;
}

function bundlesBelow(top: string): string[] {
  return readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .map((name) => join(top, name));
}

async function rowsOf(sql: string): Promise<unknown[][]> {
  return (await duckdb.runAndReadAll(sql)).getRows() as unknown[][];
}
