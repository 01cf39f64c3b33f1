import { expect, it } from 'vitest';
import { knownCorrelation, knownCurves, knownMonths } from './known-runs.ts';

const keys = ['a', 'b', 'c'];

it('curves follow their runs to their new places, and those taken out go', () => {
  const curve = (place: number) => ({ place, equity: [place], drawdown: [0] });
  const value = {
    time: [1],
    isThinned: false,
    longest: 1,
    curves: [curve(0), curve(1), curve(2)],
    bands: null,
    failed: [],
  };

  const known = knownCurves({ keys, value }, ['c', 'a']);

  expect(known.curves.map(({ place, equity }) => [place, equity[0]])).toEqual([
    [1, 0],
    [0, 2],
  ]);
});

it('tables lose the columns of runs that were taken out', () => {
  const months = { months: [1], returns: [[0.1], [0.2], [0.3]], failed: [] };
  const matrix = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ];

  expect(knownMonths({ keys, value: months }, ['a', 'c'])).toMatchObject({
    returns: [[0.1], [0.3]],
    shown: [0, 1],
  });
  const value = { coefficients: matrix, shared: matrix, failed: [] };
  expect(knownCorrelation({ keys, value }, ['a', 'c'])).toMatchObject({
    coefficients: [
      [1, 3],
      [7, 9],
    ],
    shown: [0, 1],
  });
});
