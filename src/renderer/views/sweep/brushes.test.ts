import { describe, expect, it } from 'vitest';
import { parseFilter } from '#contract/filter/parse-filter.ts';
import { brushExpression, brushOf, intervalsOf, rangeExpression, sayBrush } from './brushes.ts';

describe('what is marked on an axis', () => {
  it('of numbers are its ranges, whichever end was drawn first', () => {
    expect(brushOf([[8, 5]], null)).toEqual({ kind: 'ranges', ranges: [[5, 8]] });
    expect(brushOf([], null)).toBeNull();
  });

  it('of words are the words within', () => {
    expect(brushOf([[0.7, 2.2]], ['1d', '4h', '1h', '5m'])).toEqual({
      kind: 'words',
      words: ['4h', '1h'],
    });
  });

  it('is drawn again where it was, also when the axis has other words by now', () => {
    expect(intervalsOf({ kind: 'words', words: ['4h', 'gone'] }, ['1d', '4h'])).toEqual([
      [0.6, 1.4],
    ]);
    expect(intervalsOf({ kind: 'ranges', ranges: [[1, 2]] }, null)).toEqual([[1, 2]]);
  });
});

describe('the filter of what is marked', () => {
  const none = new Set<string>();
  const ranges = (...list: [number, number][]) => ({ kind: 'ranges', ranges: list }) as const;

  it('holds every axis', () => {
    const brushes = {
      'params.ema_fast': ranges([4.9000001, 8.2]),
      sharpe_ratio: ranges([-1, 0], [1, 2]),
      'params.time frame': { kind: 'words', words: ['4h', 'a "b"'] } as const,
    };
    const text = brushExpression(brushes, none);
    expect(text).toBe(
      'params.ema_fast BETWEEN 4.9 AND 8.2 AND (sharpe_ratio BETWEEN -1 AND 0 OR sharpe_ratio BETWEEN 1 AND 2)' +
        ' AND params."time frame" IN ("4h", "a ""b""")',
    );
    expect(() => parseFilter(text)).not.toThrow();
  });

  it('knows true and false from the words', () => {
    const brushes = { 'params.on': { kind: 'words', words: ['true'] } as const };
    expect(brushExpression(brushes, new Set(['params.on']))).toBe('params.on = true');
  });

  it('is nothing where nothing is marked', () => {
    expect(brushExpression({}, none)).toBe('');
  });
});

it('says what is marked', () => {
  const format = (value: number) => value.toFixed(1);
  expect(sayBrush('ema_fast', { kind: 'ranges', ranges: [[5, 8]] }, format)).toBe(
    'ema_fast 5.0 – 8.0',
  );
  expect(sayBrush('frame', { kind: 'words', words: ['1d', '4h'] }, format)).toBe('frame 1d, 4h');
});

it.each([
  ['sharpe_ratio', 1, 2, 'sharpe_ratio BETWEEN 1 AND 2'],
  ['params.ema fast', null, 8, 'params."ema fast" <= 8'],
  ['params.x', -0.5, null, 'params.x >= -0.5'],
])('writes the typed range of %s from %s to %s as %s', (key, low, high, text) => {
  expect(rangeExpression(key, low, high)).toBe(text);
  expect(() => parseFilter(text)).not.toThrow();
});
