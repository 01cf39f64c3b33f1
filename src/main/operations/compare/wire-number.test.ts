import { describe, expect, it } from 'vitest';
import { seededNumbers } from '#testing/mutations.ts';
import { wireNumber } from './wire-number.ts';

describe('a number for the wire', () => {
  it('has nine digits, of every size', () => {
    const random = seededNumbers(7);
    for (let no = 0; no < 20_000; no++) {
      const value = (random(1e9) / 1e9 - 0.5) * 10 ** (random(40) - 20);
      const sent = wireNumber(value)!;
      expect(Math.abs(sent - value)).toBeLessThanOrEqual(Math.abs(value) * 5.000_001e-9);
      expect(Number(sent.toPrecision(9))).toBe(sent);
    }
  });

  it.each([
    [0, 0],
    [-0.1, -0.1],
    [1 / 3, 0.333333333],
    [-123_456.789_123_4, -123_456.789],
    [99_999_999.999, 100_000_000],
    [12_345_678_912.6, 12_345_678_900],
    [1e-300, 1e-300],
    [-1.23456789123e22, -1.23456789e22],
  ])('%d is sent as %d', (value, sent) => {
    expect(wireNumber(value)).toBe(sent);
  });

  it('is null where there is none', () => {
    expect(wireNumber(Number.NaN)).toBeNull();
  });
});
