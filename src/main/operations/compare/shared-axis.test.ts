import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { overAxis, sharedAxis } from './shared-axis.ts';

describe('curves on one axis', () => {
  it('keep every point at its own time where there is room', () => {
    const one = aCurve([0, 10, 20], [1, 2, 3]);
    const other = aCurve([5, 10], [7, 8]);

    const axis = sharedAxis([one, other], 10);

    expect(axis).toEqual({ time: Float64Array.of(0, 5, 10, 20), isThinned: false });
    expect([...overAxis(one, axis)]).toEqual([1, 1, 2, 3]);
    expect([...overAxis(other, axis)]).toEqual([Number.NaN, 7, 8, Number.NaN]);
  });

  it('keep a gap where the bundle holds no number', () => {
    const curve = aCurve([0, 1, 2], [1, Number.NaN, 3]);
    const axis = sharedAxis([curve], 10);

    expect([...overAxis(curve, axis)]).toEqual([1, Number.NaN, 3]);
  });

  it('keep the highs and lows of every curve where there is none', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const curve = fc
      .array(fc.tuple(fc.integer({ min: 0, max: 1e6 }), value), { minLength: 1, maxLength: 400 })
      .map((points) => {
        const byTime = [...new Map(points).entries()].sort(([a], [b]) => a - b);
        return aCurve(
          byTime.map(([time]) => time),
          byTime.map(([, number]) => number),
        );
      });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 4 }), (curves) => {
        const axis = sharedAxis(curves, 20);
        expect(axis.time.length).toBeLessThanOrEqual(20);
        for (const one of curves) {
          const drawn = [...overAxis(one, axis)].filter((number) => !Number.isNaN(number));
          expect(Math.max(...drawn)).toBe(Math.max(...one.value));
          expect(Math.min(...drawn)).toBe(Math.min(...one.value));
        }
      }),
    );
  });

  it('say nothing of a run before it begins and after it ends', () => {
    const long = aCurve(range(1000), range(1000));
    const short = aCurve(
      range(100).map((time) => time + 400),
      range(100),
    );

    const axis = sharedAxis([long, short], 100);
    const drawn = overAxis(short, axis);

    expect(axis.isThinned).toBe(true);
    const said = [...drawn.keys()].filter((place) => !Number.isNaN(drawn[place]));
    expect(axis.time[said[0]!]).toBeGreaterThan(380);
    expect(axis.time[said.at(-1)!]).toBeLessThan(520);
    expect(said.length).toBe(said.at(-1)! - said[0]! + 1);
  });

  it('are none where no run has a point', () => {
    const empty = aCurve([], []);
    const axis = sharedAxis([empty, empty], 10);

    expect(axis.time).toHaveLength(0);
    expect(overAxis(empty, axis)).toHaveLength(0);
  });
});

function aCurve(time: number[], value: number[]): Curve {
  return { time: Float64Array.from(time), value: Float64Array.from(value) };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, place) => place);
}
