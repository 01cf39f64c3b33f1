import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortPlaces } from './sort-places.ts';

it('any doubles sort as by comparison, NaN last both ways, ties as they stood', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), fc.boolean(), (numbers, descending) => {
      const values = Float64Array.from(numbers);
      const places = Int32Array.from(values.keys());
      const sorted = sortPlaces(places, [{ vector: { kind: 'numbers', values }, descending }]);
      const expected = [...places].sort((a, b) => {
        const [x, y] = [values[a] as number, values[b] as number];
        if (Number.isNaN(x) || Number.isNaN(y))
          return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return x === y ? 0 : (x < y ? -1 : 1) * (descending ? -1 : 1);
      });
      expect([...sorted]).toEqual(expected);
      expect([...places]).toEqual([...values.keys()]);
    }),
    { numRuns: 500 },
  );
});

it('some of the places only are sorted', () => {
  const vector = {
    kind: 'codes',
    codes: Int32Array.of(2, 0, -1, 1),
    values: ['a', 'b', 'c'],
  } as const;
  expect([...sortPlaces(Int32Array.of(0, 2, 3), [{ vector, descending: true }])]).toEqual([
    0, 3, 2,
  ]);
  expect([...sortPlaces(Int32Array.of(0, 2, 3), [{ vector, descending: false }])]).toEqual([
    3, 0, 2,
  ]);
});
