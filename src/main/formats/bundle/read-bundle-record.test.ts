import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import { interopFixtures, type SideRun } from '#testing/interop-fixtures.ts';
import type { BundleRecord, RunRecord } from './bundle-record.ts';
import { readBundleRecord } from './read-bundle-record.ts';

const olderFormats = interopFixtures('v1', 'v1-releases', 'v2');
const newerFormats = interopFixtures('v3', 'v4', 'v5-iafbt', 'v5-obtf');

describe.each(olderFormats.map((fixture) => [fixture.name, fixture] as const))(
  'the record of %s',
  (_name, { file, side }) => {
    const record = readBundleRecord(file);

    it('is the row that the reference binds to its index, value for value', () => {
      expect(rowOf(record)).toStrictEqual(expectedRow(side.index_rows![0]!.sql_record!));
    });

    it('is of the payload that the reference unpacks', () => {
      expect([record.bundleId, record.payloadBytes, record.formatVersion]).toEqual([
        side.payload_sha256,
        side.payload_size,
        side.format_version_header,
      ]);
    });

    it('has the runs that the reference reads', () => {
      expect(record.runs.map(factsOf)).toEqual(side.runs!.map(expectedFacts));
      expect(record.runs.map(({ run }) => run)).toEqual(side.runs!.map((_run, index) => index));
    });

    it('has the metrics of each run', () => {
      for (const [index, run] of record.runs.entries()) {
        expect(metricsOf(run)).toEqual(expectedMetrics(side.runs![index]!, run));
      }
    });
  },
);

describe.each(newerFormats.map((fixture) => [fixture.name, fixture] as const))(
  'the record of %s',
  (_name, { file, side }) => {
    const record = readBundleRecord(file);
    const engines = Object.entries(side.studies ?? {}).flatMap(([study, { engines }]) =>
      ['vector', 'event'].flatMap((engine) =>
        engines[engine] === undefined ? [] : [{ study, engine, ...engines[engine] }],
      ),
    );

    it('has the runs of every study and engine, in order', () => {
      const expected = engines.flatMap(({ study, engine, runs }) =>
        runs.map((run) => ({
          study,
          engine,
          window: run.name,
          start: run.start,
          end: run.end,
          createdAt: run.created_at,
        })),
      );
      expect(
        record.runs.map(({ studyName, engine, window, start, end, createdAt }) => ({
          study: studyName,
          engine,
          window,
          start,
          end,
          createdAt,
        })),
      ).toEqual(expected);
    });

    it('says of the bundle what the newest reference says in its rows', () => {
      const { algorithmId, tag, riskFreeRate, parametersJson, strategyIdsJson } = record;
      const [row] = side.index_rows!.map(({ flat }) => flat);
      // A bundle without a study has no row there, and no run here.
      if (row === undefined) expect(record.runs).toEqual([]);
      else {
        expect({ algorithmId, tag, riskFreeRate, parametersJson, strategyIdsJson }).toEqual({
          algorithmId: row.algorithm_id,
          tag: row.tag,
          riskFreeRate: row.risk_free_rate,
          parametersJson: row.parameters,
          strategyIdsJson: row.strategy_ids,
        });
      }
    });

    it('takes the summary of the first study and engine that has one', () => {
      const summary = engines.find((engine) => engine.summary !== null)?.summary ?? null;
      expect(record.summary).toEqual(
        summary && summaryColumns.map(({ key }) => boundValue(summary[key])),
      );
    });
  },
);

/** The columns of the reference's table that come from the document. */
function rowOf(record: BundleRecord): Record<string, unknown> {
  const summary = summaryColumns.map(
    ({ key }, index) => [`summary_${key}`, record.summary?.[index] ?? null] as const,
  );
  return {
    algorithm_id: record.algorithmId,
    tag: record.tag,
    engine_type: record.engineType,
    risk_free_rate: record.riskFreeRate,
    number_of_runs: record.runs.length,
    parameters_json: record.parametersJson,
    strategy_ids_json: record.strategyIdsJson,
    ...Object.fromEntries(summary),
  };
}

/** SQLite has no truth values and stores NaN as NULL; columns that are never set are left out. */
function expectedRow(sqlRecord: Record<string, unknown>): Record<string, unknown> {
  const unset = new Set(['bundle_path', 'framework_version', 'extras_json', 'summary_extras_json']);
  const bound = Object.fromEntries(
    Object.entries(sqlRecord)
      .filter(([key]) => !unset.has(key))
      .map(([key, value]) => [key, boundValue(value)]),
  );
  const absent = summaryColumns.map(({ key }) => [`summary_${key}`, null]);
  return { ...Object.fromEntries(absent), ...bound };
}

function boundValue(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return Number.isNaN(value) ? null : value;
}

function factsOf(run: RunRecord) {
  const { window, start, end, createdAt, initialUnallocated, numberOfDays } = run;
  const { tradingSymbol, symbols } = run;
  return {
    window,
    start,
    end,
    createdAt,
    initialUnallocated,
    numberOfDays,
    tradingSymbol,
    symbols,
  };
}

function expectedFacts(run: SideRun): ReturnType<typeof factsOf> {
  return {
    window: run.name,
    start: run.start,
    end: run.end,
    createdAt: run.created_at,
    initialUnallocated: run.initial_unallocated,
    numberOfDays: run.number_of_days,
    tradingSymbol: run.trading_symbol,
    symbols: run.symbols ?? [],
  };
}

function metricsOf(run: RunRecord): Record<string, unknown> | null {
  if (run.metrics === null) return null;
  const pairs = runMetricColumns.map(({ key }, index) => [key, run.metrics![index]]);
  return Object.fromEntries(pairs);
}

function expectedMetrics({ metrics }: SideRun, run: RunRecord): Record<string, unknown> | null {
  if (metrics === null) return null;
  const pairs = runMetricColumns.map(({ key }, index) => {
    const value = metrics[key];
    const first = Array.isArray(value) ? value[0] : value;
    // The reference fills in 0 for a metric that the document lacks; here it stays unknown.
    const isFilledIn = first === 0 && run.metrics![index] === null;
    return [key, isFilledIn ? null : (boundValue(first) ?? null)];
  });
  return Object.fromEntries(pairs);
}
