import { describe, expect, it } from 'vitest';
import { correlate } from './correlate.ts';
import { curveOf, rebased } from './curve.ts';
import { quantileOf } from './quantile-band.ts';

describe('the correlation of two runs', () => {
  it('is the one that NumPy gives for their returns', () => {
    const a = curve([100, 110, 99, 105, 120]);
    const b = curve([50, 52, 51, 50, 53]);

    // numpy.corrcoef(numpy.diff(a) / a[:-1], numpy.diff(b) / b[:-1])[0, 1]
    expect(correlate(a, b).coefficient).toBeCloseTo(0.7835354296192905, 12);
    expect(correlate(a, b).shared).toBe(4);
  });

  it('counts only times at which both have a number', () => {
    const a = curve([100, 110, 99, 105, 120], [0, 1, 2, 3, 4]);
    const b = curve([100, 1, 99, 105, 1, 120], [0, 0.5, 2, 3, 3.5, 4]);

    expect(correlate(a, b)).toMatchObject({ coefficient: expect.closeTo(1, 12), shared: 3 });
  });

  it('is 1 with itself and -1 with its mirror image', () => {
    const a = curve([100, 110, 99, 108.9, 98.01]);
    const mirror = curve([100, 90, 99, 89.1, 98.01]);

    expect(correlate(a, a).coefficient).toBeCloseTo(1, 12);
    expect(correlate(a, mirror).coefficient).toBeCloseTo(-1, 12);
  });

  it.each([
    ['a run that never traded', curve([100, 100, 100, 100, 100])],
    ['a run of another time', curve([1, 2, 3, 4, 5], [10, 11, 12, 13, 14])],
    ['a run too short', curve([1, 2, 3], [0, 1, 2])],
    ['a run without a point', curve([])],
  ])('is not a number with %s', (_what, other) => {
    expect(correlate(curve([100, 110, 99, 105, 120]), other).coefficient).toBeNaN();
  });
});

describe('a stored series', () => {
  it('comes into the order of its times, of one instant the last point', () => {
    const time = Float64Array.of(3, 1, Number.NaN, 1, 2);
    const value = Float64Array.of(30, 10, 99, 11, Number.POSITIVE_INFINITY);

    expect(curveOf({ name: 'equity_curve', time, value, isNull: null })).toEqual({
      time: Float64Array.of(1, 2, 3),
      value: Float64Array.of(11, Number.NaN, 30),
    });
  });

  it('starts at 100 when it is rebased, and cannot where it starts at nothing', () => {
    expect(rebased(curve([Number.NaN, 50, 75]))?.value).toEqual(
      Float64Array.of(Number.NaN, 100, 150),
    );
    expect(rebased(curve([0, 1, 2]))).toBeNull();
  });
});

it('quantiles lie between the two nearest numbers, as in NumPy', () => {
  const sorted = Float64Array.of(1, 2, 4, 8);

  expect(quantileOf(sorted, 0.5)).toBe(3);
  expect(quantileOf(sorted, 0.1)).toBeCloseTo(1.3, 12);
  expect(quantileOf(sorted, 0.9)).toBeCloseTo(6.8, 12);
  expect(quantileOf(Float64Array.of(), 0.5)).toBeNaN();
});

function curve(value: number[], time = value.map((_, place) => place)) {
  return { time: Float64Array.from(time), value: Float64Array.from(value) };
}
