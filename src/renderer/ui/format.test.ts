import { describe, expect, it } from 'vitest';
import { backtestColumns } from '#contract/backtest-summary.ts';
import {
  formatAgo,
  formatBytes,
  formatCell,
  formatCounted,
  formatDuration,
  formatTime,
  toneOf,
} from './format.ts';

const column = (key: string) => backtestColumns.find((one) => one.key === key)!;
const plain = (text: string) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');
const cell = (key: string, value: number | string | null) => plain(formatCell(column(key), value));

describe('a cell', () => {
  it.each([
    ['cagr', 0.1234, '+12.34 %'],
    ['cagr', -0.1, '-10.00 %'],
    ['max_drawdown', 0.2, '20.00 %'],
    ['sharpe_ratio', 1.5, '1.500'],
    ['sharpe_ratio', -0.25, '-0.250'],
    ['total_net_gain', 1234.5, '+1,234.50'],
    ['number_of_trades', 12500, '12,500'],
    ['max_drawdown_duration', 32, '32 d'],
    ['average_trade_duration', 26.04, '26.0 h'],
    ['trades_per_year', 12, '12.00'],
    ['file_size', 431_234, '431.2 kB'],
    ['created_at', Date.UTC(2024, 2, 1, 14, 5), '2024-03-01 14:05 UTC'],
    ['tag', 'sweep_a', 'sweep_a'],
    ['tag', null, '–'],
    ['profit_factor', 'inf', '∞'],
    ['profit_factor', '-inf', '-∞'],
  ])('of %s with %s reads %s', (key, value, text) => {
    expect(cell(key, value)).toBe(text);
  });

  it('of text is never taken for an infinite number', () => {
    expect(cell('tag', 'inf')).toBe('inf');
  });

  it('that rounds to nothing has no sign', () => {
    expect(cell('cagr', -0.00001)).toBe('0.00 %');
    expect(cell('cagr', 0.00001)).toBe('0.00 %');
  });

  it('with an absurd number stays short', () => {
    expect(cell('sharpe_ratio', 1.23456e21)).toBe('1.235e21');
  });

  it('has the same decimals in every row of its column', () => {
    const texts = [0, 1, 0.5, 123.456789].map((value) => cell('sharpe_ratio', value));
    expect(new Set(texts.map((text) => text.split('.')[1]!.length))).toEqual(new Set([3]));
  });

  it('of a parameter shows the value as it was set', () => {
    const parameter = {
      key: 'params.fast',
      kind: 'real',
      unit: 'none',
      group: 'parameters',
    } as const;
    expect(formatCell(parameter, 0.05)).toBe('0.05');
    expect(formatCell(parameter, 12)).toBe('12');
    expect(formatCell(parameter, 'ema')).toBe('ema');
  });

  it('out of all time is not a date', () => {
    expect(cell('created_at', 1e300)).toBe('–');
  });
});

describe('gain and loss', () => {
  it('is a question for returns only', () => {
    expect(toneOf(column('total_net_gain'), 5)).toBe('gain');
    expect(toneOf(column('cagr'), -0.1)).toBe('loss');
    expect(toneOf(column('cagr'), '-inf')).toBe('loss');
    expect(toneOf(column('cagr'), 0)).toBeNull();
    expect(toneOf(column('max_drawdown'), 0.4)).toBeNull();
    expect(toneOf(column('total_loss'), 100)).toBeNull();
  });

  it('is always signed where it is coloured', () => {
    const coloured = backtestColumns.filter((one) => toneOf(one, 0.5) !== null);
    expect(coloured.length).toBeGreaterThan(5);
    for (const one of coloured) expect(formatCell(one, 0.5)).toMatch(/^\+/);
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_960, '1.0 MB'],
  [64e9, '64.0 GB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(plain(formatBytes(bytes))).toBe(text);
});

it.each([
  [0.0421, '42 ms'],
  [4.2, '4.2 s'],
  [59.6, '1 min'],
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
])('writes %d seconds as %s', (seconds, text) => {
  expect(plain(formatDuration(seconds))).toBe(text);
});

it('counts one and many', () => {
  expect(formatCounted(1, 'backtest')).toBe('1 backtest');
  expect(formatCounted(12500, 'backtest')).toBe('12,500 backtests');
});

it('says how long ago, then which day', () => {
  const now = Date.UTC(2024, 5, 15, 12);
  expect(formatAgo(now - 20_000, now)).toBe('just now');
  expect(formatAgo(now - 5 * 60_000, now)).toBe('5 minutes ago');
  expect(formatAgo(now - 26 * 3_600_000, now)).toBe('yesterday');
  expect(formatAgo(now - 60 * 86_400_000, now)).toBe('2024-04-16');
});

it('always says the zone of a time', () => {
  expect(formatTime(0)).toBe('1970-01-01 00:00 UTC');
});
