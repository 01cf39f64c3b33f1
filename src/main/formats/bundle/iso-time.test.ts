import { describe, expect, it } from 'vitest';
import { parseIsoForm, parseIsoTime } from './iso-time.ts';

const october = Date.UTC(2021, 9, 1);
const clock = october + ((1 * 60 + 2) * 60 + 3) * 1000;
const HOUR = 3_600_000;

/** Each was given to Python 3.11's `datetime.fromisoformat`. */
describe('a time', () => {
  it.each([
    ['2021-10-01T01:02:03+00:00', clock],
    ['2021-10-01T01:02:03.123456+00:00', clock + 123],
    ['2021-10-01T01:02:03Z', clock],
    ['2021-10-01T01:02:03', clock],
    ['2021-10-01 01:02:03', clock],
    ['2021-10-01🚀01:02:03', clock],
    ['2021-10-01T01:02:03+02:00', clock - 2 * HOUR],
    ['2021-10-01T01:02:03-0530', clock + 5.5 * HOUR],
    ['2021-10-01T01:02:03+02', clock - 2 * HOUR],
    ['2021-10-01T01:02:03+02:00:30.5', clock - 2 * HOUR - 30_500],
    ['20211001T010203', clock],
    ['2021-10-01T01', october + HOUR],
    ['2021-10-01T0102', clock - 3000],
    ['2021-10-01T01:02:03,9999999', clock + 999],
    ['2021-10-01', october],
    ['20211001', october],
    ['2021-W39-5', october],
    ['2021W395', october],
    ['2021-W39', october - 4 * 24 * HOUR],
    ['2020-W53-5', Date.UTC(2021, 0, 1)],
    ['2020-02-29', Date.UTC(2020, 1, 29)],
    ['0001-01-01', -62_135_596_800_000],
    ['1969-12-31T23:59:59.999500+00:00', -1],
  ])('%s is read', (text, time) => {
    expect(parseIsoTime(text)).toBe(time);
    expect(parseIsoForm(text)).toBe(time);
  });

  it.each([
    'yesterday',
    '',
    '2021',
    '2021-10',
    '2021-13-01',
    '2021-02-29',
    '2021-10-01T24:00:00',
    '2021-10-01T23:59:60',
    '2021-10-01T01:02:03z',
    '2021-10-01T01:02:03+24:00',
    '2021-10-01T01:02:03 ',
    '2021-W53-1',
    '2021-10-01T1:02:03',
  ])('%s is none', (text) => {
    expect(parseIsoTime(text)).toBeNull();
  });

  it('may have single digits only in the older form with a blank', () => {
    expect(parseIsoTime('2021-1-5 3:04:05')).toBe(Date.UTC(2021, 0, 5, 3, 4, 5));
    expect(parseIsoForm('2021-1-5 3:04:05')).toBeNull();
    expect(parseIsoTime('2021-1-5T3:04:05')).toBeNull();
  });
});
