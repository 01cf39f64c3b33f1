import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinSeries } from './thin-series.ts';

describe('a series thinned to be drawn', () => {
  it('is whole when it is short enough, or when all is asked for', () => {
    const series = aSeries([3, 1, 2]);
    const whole = { time: [0, 1, 2], value: [3, 1, 2], total: 3 };

    expect(thinSeries(series, 3)).toEqual(whole);
    expect(thinSeries(series, 0)).toEqual(whole);
  });

  it('keeps its ends, its highest and its lowest, in order, within the number asked for', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 1,
          maxLength: 400,
        }),
        fc.integer({ min: 4, max: 60 }),
        (values, points) => {
          const { time, value, total } = thinSeries(aSeries(values), points);

          expect(total).toBe(values.length);
          expect(time.length).toBeLessThanOrEqual(Math.max(points, 1));
          expect(time).toEqual([...time].sort((a, b) => a - b));
          expect(new Set(time).size).toBe(time.length);
          expect(time[0]).toBe(0);
          expect(time.at(-1)).toBe(values.length - 1);
          expect(Math.max(...(value as number[]))).toBe(Math.max(...values));
          expect(Math.min(...(value as number[]))).toBe(Math.min(...values));
        },
      ),
    );
  });

  it('shows what is no number as a gap', () => {
    const isNull = Uint8Array.from([0, 1, 0, 0, 0]);
    const series = { ...aSeries([1, 2, Number.NaN, Number.POSITIVE_INFINITY, 5]), isNull };

    expect(thinSeries(series, 0).value).toEqual([1, null, null, null, 5]);
  });

  it('keeps a gap that fills a stretch', () => {
    const values = Array.from({ length: 100 }, (_, place) =>
      place > 30 && place < 70 ? Number.NaN : place,
    );

    const { value } = thinSeries(aSeries(values), 20);

    expect(value.filter((one) => one === null).length).toBeGreaterThan(2);
  });

  it('may be empty', () => {
    expect(thinSeries(aSeries([]), 100)).toEqual({ time: [], value: [], total: 0 });
  });
});

function aSeries(values: number[]) {
  const time = Float64Array.from(values.keys());
  return { time, value: Float64Array.from(values), isNull: null };
}
