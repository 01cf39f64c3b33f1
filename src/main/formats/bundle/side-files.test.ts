import { describe, expect, it } from 'vitest';
import { runMetricColumns } from '#contract/run-summary.ts';
import { type InteropFixture, interopFixtures, type SideRun } from '#testing/interop-fixtures.ts';
import { type Exact, type Opened, openValue } from '../messagepack/exact-value.ts';
import { readBundleRecord } from './read-bundle-record.ts';
import { readDocument } from './read-document.ts';

/**
 * Every bundle of the corpus against what the reader of its own version makes of it, field by field: what the index
 * takes in is compared in `read-bundle-record.test.ts`, series in `read-series.test.ts`; here are the records of runs,
 * the studies with all they say, the tests, and what lies in the document at all.
 */
const fixtures = interopFixtures('v1', 'v1-releases', 'v2', 'v3', 'v4', 'v5-iafbt', 'v5-obtf');

type Value = Exact | Opened;

interface Counted extends SideRun {
  counts: Record<string, number>;
  sums: Record<string, number>;
  window_role?: string | null;
  metadata: Record<string, unknown>;
}

interface SideStudy {
  name: string;
  description: string | null;
  initial_capital: number | null;
  risk_free_rate: number;
  universe: Record<string, unknown> | null;
  windows: unknown[];
  sample_type: string | null;
  window_part: string;
  execution_config: Record<string, unknown> | null;
  engines: Record<string, { runs: Counted[]; monte_carlo_tests: SideTest[] }>;
}

interface SideTest {
  p_values: Record<string, number>;
  name: string | null;
  permuted: number;
}

/** Records that a reader leaves out because it cannot read them (FORMATS §9); the document has them. */
const leftOut = new Set(['v2/edge/bad_trade_status.iafbt']);

describe.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
  '%s',
  (name, fixture) => {
    const document = readDocument(fixture.file).document;
    const runs = runsOf(document, fixture);

    it('holds the keys and blobs that the reference sees', () => {
      const side = fixture.side as unknown as {
        document_keys: string[];
        blob_keys: Record<string, number> | null;
      };
      expect([...mapOf(document).keys()]).toEqual(side.document_keys);
      const blobs = [...mapOf(at(document, 'blobs'))].map(([key, bytes]) => [
        key,
        (openValue(bytes) as Uint8Array).length,
      ]);
      expect(Object.fromEntries(blobs)).toEqual(side.blob_keys ?? {});
    });

    it('has as many records of each kind in every run, with the same sums', () => {
      const expected = sideRunsOf(fixture);
      expect(runs.length).toBe(expected.length);
      for (const [index, run] of runs.entries()) {
        const { counts, sums } = expected[index]!;
        if (leftOut.has(name)) {
          expect(countsOf(run).trades).toBeGreaterThan(counts.trades!);
          continue;
        }
        expect([name, countsOf(run)]).toEqual([name, counts]);
        expectSum(sumOf(at(run, 'trades'), 'net_gain'), sums.trade_net_gain!);
        expectSum(sumOf(at(run, 'portfolio_snapshots'), 'total_value'), sums.snapshot_total_value!);
        expectSum(sumOf(at(run, 'orders'), 'amount'), sums.order_amount!);
      }
    });

    it('has the windows, roles and scalar metrics of its runs', () => {
      const record = readBundleRecord(fixture.file);
      for (const [index, { metrics, window_role: role, ...side }] of sideRunsOf(
        fixture,
      ).entries()) {
        const run = record.runs[index]!;
        expect([run.initialUnallocated, run.numberOfDays]).toEqual([
          side.initial_unallocated,
          side.number_of_days,
        ]);
        // Before v3 there are no roles: the newer reader makes one up.
        if (role !== undefined && record.formatVersion >= 3) expect(run.windowRole).toBe(role);
        const own = side.metadata?.universe_key;
        if (own !== undefined) expect(run.universeKey).toBe(own);
        for (const [place, { key }] of runMetricColumns.entries()) {
          const value = metrics === null ? undefined : firstOf(metrics[key]);
          const read = run.metrics?.[place] ?? null;
          // A reader fills in 0 for what the document lacks; here it stays unknown.
          if (read === null) expect(value === undefined || isNothing(value)).toBe(true);
          else
            expect([key, read]).toEqual([key, typeof value === 'boolean' ? Number(value) : value]);
        }
      }
    });

    it('has studies with all they say, and the tests of each engine', () => {
      const studies = Object.values(
        (fixture.side.studies ?? {}) as unknown as Record<string, SideStudy>,
      );
      const record = readBundleRecord(fixture.file);
      for (const side of studies) {
        const rows = record.studies.filter(
          ({ studyName, universeKey }) => studyName === side.name && universeKey === null,
        );
        if (record.formatVersion < 5) continue;
        const study = at(at(document, 'studies'), side.name);
        expect(at(study, 'backtest_windows')).toHaveLength(side.windows.length);
        expect(at(study, 'execution_config') === null).toBe(side.execution_config === null);
        for (const row of rows) {
          const engine = side.engines[row.engine ?? '']!;
          expect({ ...row, summary: null }).toMatchObject({
            studyDescription: side.description,
            initialCapital: side.initial_capital,
            sampleType: side.sample_type,
            windowPart: side.window_part,
            riskFreeRate: side.risk_free_rate,
            numberOfTests: engine.monte_carlo_tests.length,
            market: side.universe?.market ?? null,
          });
          const tests = at(study, `${row.engine}_monte_carlo_tests`) as Exact[];
          for (const [place, test] of engine.monte_carlo_tests.entries()) {
            const values = mapOf(at(tests[place]!, 'p_values'));
            expect([...values].map(([key, value]) => [key, openValue(value)])).toEqual(
              Object.entries(test.p_values),
            );
            expect(at(tests[place]!, 'permutated_metrics')).toHaveLength(test.permuted);
          }
        }
      }
    });
  },
);

/** Runs in the order in which they are counted: vector before event, study by study. */
function runsOf(document: Exact, { side }: InteropFixture): Exact[] {
  const version = side.format_version_header;
  if (version <= 1) return listOf(at(at(document, 'backtest'), 'backtest_runs'));
  if (version === 2) {
    const engine = at(document, 'engine_type');
    const known = engine === 'vector' || engine === 'event';
    return listOf(at(document, known ? `${engine}_runs` : 'backtest_runs'));
  }
  const engines = ['vector', 'event'];
  if (version < 5) return engines.flatMap((engine) => listOf(at(at(document, engine), 'runs')));
  return [...mapOf(at(document, 'studies')).values()].flatMap((study) =>
    engines.flatMap((engine) => listOf(at(study, `${engine}_runs`))),
  );
}

function sideRunsOf({ side }: InteropFixture): Counted[] {
  if (side.studies === undefined) return (side.runs ?? []) as Counted[];
  return Object.values(side.studies).flatMap(({ engines }) =>
    ['vector', 'event'].flatMap((engine) => (engines[engine]?.runs ?? []) as Counted[]),
  );
}

function countsOf(run: Exact): Record<string, number> {
  const trades = listOf(at(run, 'trades'));
  const inTrades = (key: string) =>
    trades.reduce((sum: number, trade) => sum + listOf(at(trade, key)).length, 0);
  const signals = [...mapOf(at(run, 'signals')).values()];
  const recorded = [...mapOf(at(run, 'recorded_values')).values()];
  const dates = signals.flatMap((kinds) => [...mapOf(kinds).values()]);
  return {
    snapshots: listOf(at(run, 'portfolio_snapshots')).length,
    trades: trades.length,
    orders: listOf(at(run, 'orders')).length,
    positions: listOf(at(run, 'positions')).length,
    trade_orders: inTrades('orders'),
    stop_losses: inTrades('stop_losses'),
    take_profits: inTrades('take_profits'),
    signal_symbols: signals.length,
    signal_dates: dates.reduce((sum: number, list) => sum + listOf(list).length, 0),
    signal_events: listOf(at(run, 'signal_events')).length,
    recorded_keys: recorded.length,
    recorded_values: recorded.reduce((sum: number, list) => sum + listOf(list).length, 0),
  };
}

/** Added up in another order, the last digits may differ. */
function expectSum(sum: number, expected: number): void {
  if (Number.isFinite(expected))
    expect(sum / (expected || 1)).toBeCloseTo(expected === 0 ? 0 : 1, 9);
  else expect(sum).toEqual(expected);
}

function sumOf(records: Value, key: string): number {
  return listOf(records).reduce((sum: number, one) => sum + Number(at(one, key) ?? 0), 0);
}

function at(value: Value, key: string): Opened {
  const found = mapOf(value).get(key);
  return found === undefined ? null : openValue(found);
}

function open(value: Value): Opened {
  return typeof value === 'bigint' ? value : openValue(value);
}

function mapOf(value: Value): Map<string, Exact> {
  const opened = open(value);
  return opened instanceof Map ? opened : new Map();
}

function listOf(value: Value): Exact[] {
  const opened = open(value);
  return Array.isArray(opened) ? opened : [];
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function isNothing(value: unknown): boolean {
  return value === null || value === 0 || Number.isNaN(value);
}
