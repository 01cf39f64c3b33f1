import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import type { BundleRecord, RunRecord } from './bundle-record.ts';
import { readBundleRecord } from './read-bundle-record.ts';

const demo = join(fixturesFolder, '../resources/demo');

/** The framework’s rules (FORMATS §8.16), by metric: what the summary says follows from the windows. */
const rules: Readonly<Record<string, (runs: readonly RunRecord[]) => number>> = {
  total_net_gain: (runs) => sum(of(runs, 'total_net_gain')),
  number_of_trades: (runs) => sum(of(runs, 'number_of_trades')),
  number_of_trades_closed: (runs) => sum(of(runs, 'number_of_trades_closed')),
  total_net_gain_percentage: (runs) =>
    of(runs, 'total_net_gain_percentage').reduce((product, gain) => product * (1 + gain), 1) - 1,
  cagr: (runs) => byDays(runs, 'cagr'),
  annual_volatility: (runs) => byDays(runs, 'annual_volatility'),
  // The mildest: the framework takes drawdowns to be negative.
  max_drawdown: (runs) => Math.min(...of(runs, 'max_drawdown')),
  max_drawdown_duration: (runs) => Math.max(...of(runs, 'max_drawdown_duration')),
  max_consecutive_losses: (runs) => Math.max(...of(runs, 'max_consecutive_losses')),
  number_of_windows: (runs) => runs.length,
  number_of_profitable_windows: (runs) =>
    of(runs, 'total_net_gain').filter((gain) => gain > 0).length,
};

describe('the summary of several windows', () => {
  it.each(['costs', 'sweep_a', 'v1old'])(
    'follows from what the runs of demo/%s say, by the rules of the framework',
    (folder) => {
      const records = readdirSync(join(demo, folder))
        .filter((name) => name.endsWith('.iafbt'))
        .slice(0, 12)
        .map((name) => readBundleRecord(readFileSync(join(demo, folder, name))));
      expect(records.every(({ runs }) => runs.length > 1)).toBe(true);
      expect(records.length).toBeGreaterThan(5);
      for (const record of records) {
        for (const [metric, rule] of Object.entries(rules)) {
          const expected = rule(record.runs);
          const said = summaryOf(record, metric);
          expect([
            metric,
            Math.abs(said - expected) <= 1e-9 * Math.max(1, Math.abs(expected)),
          ]).toEqual([metric, true]);
        }
      }
    },
  );
});

function summaryOf({ summary }: BundleRecord, metric: string): number {
  return Number(summary![summaryColumns.findIndex(({ key }) => key === metric)]);
}

function of(runs: readonly RunRecord[], metric: string): number[] {
  const place = runMetricColumns.findIndex(({ key }) => key === metric);
  return runs.map(({ metrics }) => Number(metrics![place]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function byDays(runs: readonly RunRecord[], metric: string): number {
  const days = runs.map(({ numberOfDays }) => Number(numberOfDays));
  return sum(of(runs, metric).map((value, at) => value * days[at]!)) / sum(days);
}
