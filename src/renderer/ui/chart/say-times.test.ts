import { expect, it } from 'vitest';
import { sayTimes } from './say-times.ts';

const DAY = 86_400;
const seconds = (day: string) => Date.parse(day) / 1000;

it('months are said with their year', () => {
  expect(sayTimes([seconds('2021-10-01'), seconds('2021-12-01')], 61 * DAY)).toEqual([
    '2021-10',
    '2021-12',
  ]);
});

it('days are said with their year at the first mark and where it changes', () => {
  const marks = ['2021-12-05', '2021-12-20', '2022-01-04', '2022-01-19'].map(seconds);

  expect(sayTimes(marks, 15 * DAY)).toEqual(['2021-12-05', '12-20', '2022-01-04', '01-19']);
});
