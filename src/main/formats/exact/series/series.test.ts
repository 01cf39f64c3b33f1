import { describe, expect, it } from 'vitest';
import { createSeriesPredictor } from './predict-series.ts';
import { rollingMean, rollingVariance } from './rolling-moments.ts';
import { rollingSharpe } from './rolling-sharpe.ts';
import type { SnapshotValues } from './snapshot-values.ts';

/*
 * That the formulas are the framework's, bit for bit, is held against real bundles in decompose.test.ts;
 * here are the corners that real bundles seldom reach.
 */

const DAY = 86_400_000;
const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

function account(points: [time: number, value: number, cashFlow?: number][]): SnapshotValues {
  return {
    time: Float64Array.from(points, ([time]) => time),
    totalValue: Float64Array.from(points, ([, value]) => value),
    cashFlow: Float64Array.from(points, ([, , flow]) => flow ?? 0),
  };
}

const derive = (
  values: SnapshotValues,
  name: Parameters<ReturnType<typeof createSeriesPredictor>>[0],
) => {
  const series = createSeriesPredictor(values)(name, 0);
  return series === null ? null : [...series.value];
};

describe('series of an account', () => {
  const values = account([
    [day('2022-01-01'), 100],
    [day('2022-01-02'), 120],
    [day('2022-01-03'), 90],
    [day('2022-01-04'), 0],
    [day('2022-01-05'), 190, 100],
  ]);

  it('fall from the highest value so far, and not below an empty account', () => {
    expect(derive(values, 'drawdown_series')).toEqual([0, 0, (90 - 120) / 120, 0, 0]);
  });

  it('grow from the first value', () => {
    expect(derive(values, 'cumulative_return_series')).toEqual(
      [100, 120, 90, 0, 190].map((value) => value / 100 - 1),
    );
  });

  it('leave deposits out of the time-weighted equity', () => {
    const deposited = account([
      [0, 100],
      [1, 210, 100],
    ]);
    expect(derive(deposited, 'twr_equity_curve')).toEqual([1, 1 + (110 / 100 - 1)]);
  });

  it('are not derived where the framework would divide by nothing', () => {
    const empty = account([
      [day('2022-01-31'), 0],
      [day('2022-02-28'), 100],
    ]);
    expect(derive(empty, 'cumulative_return_series')).toBeNull();
    expect(derive(empty, 'monthly_returns')).toBeNull();
    expect(derive(empty, 'rolling_sharpe_ratio')).toBeNull();
  });

  it('have no point where there is no snapshot', () => {
    const none = account([]);
    expect(derive(none, 'equity_curve')).toEqual([]);
    expect(derive(none, 'rolling_sharpe_ratio')).toEqual([]);
    expect(derive(none, 'yearly_returns')).toEqual([]);
  });
});

describe('returns of periods', () => {
  it('are dated at the last day of the month and at the first of the year', () => {
    const values = account([
      [day('2021-12-31'), 100],
      [day('2022-02-10'), 110],
      [day('2022-02-20'), 121, 11],
      [day('2023-01-05'), 60],
    ]);
    const predict = createSeriesPredictor(values);
    const months = predict('monthly_returns', 0)!;
    expect([...months.time]).toEqual([day('2022-02-28'), day('2023-01-31')]);
    expect([...months.value]).toEqual([(121 - 11) / 100 - 1, 60 / 121 - 1]);
    const years = predict('yearly_returns', 0)!;
    expect([...years.time]).toEqual([day('2022-01-01'), day('2023-01-01')]);
    const withFirst = predict('yearly_returns', 1)!;
    expect([...withFirst.time]).toEqual([day('2021-01-01'), ...years.time]);
    expect([...withFirst.value]).toEqual([0, ...years.value]);
  });

  it('count only the first of several snapshots of one instant', () => {
    const values = account([
      [day('2022-01-31'), 100],
      [day('2022-02-28'), 110],
      [day('2022-02-28'), 999],
    ]);
    expect(derive(values, 'monthly_returns')).toEqual([110 / 100 - 1]);
  });
});

describe('rolling Sharpe', () => {
  const flat = account(Array.from({ length: 40 }, (_, i) => [day('2022-01-01') + i * DAY, 100]));
  const highWords = (zeroOverZero: 'x86' | 'arm') => {
    const { value } = rollingSharpe(flat, zeroOverZero)!;
    const words = new Uint32Array(value.buffer, value.byteOffset, value.length * 2);
    return Array.from(value, (_, i) => words[2 * i + 1]);
  };

  it('keeps apart the NaN of too few days and the NaN of 0/0, as the machine wrote it', () => {
    expect(highWords('x86')).toEqual([
      ...Array(29).fill(0x7ff80000),
      ...Array(10).fill(0xfff80000),
    ]);
    expect(new Set(highWords('arm'))).toEqual(new Set([0x7ff80000]));
  });

  it('is not derived from a snapshot that lies ages away', () => {
    const far = account([
      [0, 100],
      [DAY * 1e6, 110],
    ]);
    expect(rollingSharpe(far, 'x86')).toBeNull();
  });
});

describe('rolling moments', () => {
  const values = Float64Array.from({ length: 200 }, (_, i) => Math.sin(i * 1.7) * 1e-3 + 1e-4);

  it('are those of the window, to within rounding', () => {
    const mean = rollingMean(values, 50, 30);
    const variance = rollingVariance(values, 50, 30);
    for (let i = 0; i < values.length; i++) {
      const window = values.subarray(Math.max(0, i - 49), i + 1);
      if (window.length < 30) {
        expect([mean[i], variance[i]]).toEqual([Number.NaN, Number.NaN]);
        continue;
      }
      const average = window.reduce((sum, value) => sum + value, 0) / window.length;
      const squares = window.reduce((sum, value) => sum + (value - average) ** 2, 0);
      expect(mean[i]).toBeCloseTo(average, 14);
      expect(variance[i]).toBeCloseTo(squares / (window.length - 1), 14);
    }
  });

  it('of one value repeated are that value and nothing', () => {
    const same = new Float64Array(60).fill(0.1);
    expect(rollingMean(same, 40, 30).at(-1)).toBe(0.1);
    expect(rollingVariance(same, 40, 30).at(-1)).toBe(0);
  });
});
