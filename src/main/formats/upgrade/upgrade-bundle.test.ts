import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { payloadOf } from '#testing/bundle-builder.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { readContainer } from '../bundle/container.ts';
import { recordOf } from '../bundle/read-bundle-record.ts';
import { decodeExact } from '../messagepack/decode-exact.ts';
import { encodeExact } from '../messagepack/encode-exact.ts';
import { type Exact, type ExactMap, exactInteger } from '../messagepack/exact-value.ts';
import { writingZstd } from '../zstd/zstd.ts';
import { rewriteTime, seriesTime } from './python-time.ts';
import { upgradeBundle } from './upgrade-bundle.ts';

/**
 * SHA-256 of the payloads that framework 8.10.0 with pyarrow 26.0.1 wrote on 2026-11-23: each bundle opened
 * with its `open_bundle` and saved with its `save_bundle`, which leaves the OHLCV manifest out.
 */
const golden: Record<string, string> = JSON.parse(
  readFileSync(join(fixturesFolder, 'golden/upgraded-v1.json'), 'utf8'),
);

describe('a v1 bundle made into v2', () => {
  it.each(Object.keys(golden))('is byte for byte what the framework makes of %s', (name) => {
    const { payload } = readContainer(readFileSync(join(fixturesFolder, '..', name)));
    const upgraded = decodeExact(upgradeBundle(payload, writingZstd())) as ExactMap;
    upgraded.delete('ohlcv');
    const hash = createHash('sha256').update(encodeExact(upgraded)).digest('hex');
    expect(hash).toBe(golden[name]);
  });

  it('keeps what it says of its price files', () => {
    const payload = payloadOf('v1/ohlcv_v1.iafbt');
    const before = (decodeExact(payload) as ExactMap).get('ohlcv');
    const after = (decodeExact(upgradeBundle(payload, writingZstd())) as ExactMap).get('ohlcv');
    expect(after).toEqual(before);
    expect(after).toBeInstanceOf(Map);
  });

  it('has the same runs and metrics to every reader', () => {
    const payload = payloadOf('v1/vector_multi_window.iafbt');
    const before = recordOf({ formatVersion: 1, payload });
    const after = recordOf({ formatVersion: 2, payload: upgradeBundle(payload, writingZstd()) });
    expect(after.summary).toEqual(before.summary);
    expect(after.runs).toEqual(before.runs);
  });

  it.each([
    ['an unknown key in its summary', (document: ExactMap) => summaryOf(document).set('x', 1)],
    [
      'a summary that is no map',
      (document: ExactMap) => backtestOf(document).set('backtest_summary', 'x'),
    ],
    [
      'a run without a date that is one',
      (document: ExactMap) => runOf(document).set('created_at', 'soon'),
    ],
    [
      'metrics without a start',
      (document: ExactMap) => metricsOf(document).delete('backtest_start_date'),
    ],
    [
      'a series value that is no number',
      (document: ExactMap) => metricsOf(document).set('equity_curve', [[null, '2021-01-01']]),
    ],
  ])('is refused for %s, as the framework cannot open it', (_what, edit) => {
    const document = decodeExact(payloadOf('v1/vector_single.iafbt')) as ExactMap;
    edit(document);
    expect(() => upgradeBundle(encodeExact(document), writingZstd())).toThrow(
      expect.objectContaining({ code: 'document-unexpected' }),
    );
  });

  it.each<[string, Exact]>([
    ['an unknown text', 'MAYBE'],
    ['an integer beyond 2^63', exactInteger(2n ** 64n - 1n)],
    ['nil', null],
    ['a map', new Map()],
  ])('leaves out a trade that the framework cannot read, its status being %s', (_what, status) => {
    const document = decodeExact(payloadOf('v1/vector_single.iafbt')) as ExactMap;
    const trades = runOf(document).get('trades') as ExactMap[];
    trades[0]!.set('status', status);
    const upgraded = decodeExact(upgradeBundle(encodeExact(document), writingZstd())) as ExactMap;
    const [run] = (upgraded.get('vector_runs') ?? upgraded.get('backtest_runs')) as ExactMap[];
    expect((run!.get('trades') as ExactMap[]).length).toBe(trades.length - 1);
  });

  it('writes numbers in their shortest form', () => {
    const document = decodeExact(payloadOf('v1/empty.iafbt')) as ExactMap;
    backtestOf(document).set(
      'parameters',
      new Map([
        ['long', { kind: 'unusual', token: 0xd3, value: 7n, keyTokens: null }],
        ['text', { kind: 'unusual', token: 0xdb, value: 'x', keyTokens: null }],
      ]),
    );
    const upgraded = decodeExact(upgradeBundle(encodeExact(document), writingZstd())) as ExactMap;
    const parameters = upgraded.get('parameters') as ExactMap;
    expect(parameters.get('long')).toEqual(exactInteger(7));
    expect(parameters.get('text')).toBe('x');
  });
});

describe('times', () => {
  it.each([
    ['2021-10-01T00:00:00+00:00', '2021-10-01T00:00:00+00:00', '2021-10-01T00:00:00+00:00'],
    ['2021-10-01 04:00:00', '2021-10-01T04:00:00', '2021-10-01T04:00:00+00:00'],
    ['2021-10-01', '2021-10-01T00:00:00', '2021-10-01T00:00:00+00:00'],
    ['2021-10-01T04:00:00.250', '2021-10-01T04:00:00.250000', '2021-10-01T04:00:00.250000+00:00'],
    ['2021-10-01T04:00:00.000000Z', '2021-10-01T04:00:00+00:00', '2021-10-01T04:00:00+00:00'],
    [
      '2021-10-01T04:00:00.5+02:00',
      '2021-10-01T04:00:00.500000+02:00',
      '2021-10-01T02:00:00.500000+00:00',
    ],
  ])('%s are written as Python writes them', (text, kept, converted) => {
    expect(rewriteTime(text, 'keep', 'it')).toBe(kept);
    expect(rewriteTime(text, 'convert', 'it')).toBe(converted);
  });

  it('of a series are cut to milliseconds', () => {
    expect(seriesTime('2021-10-01T04:00:00.250999+00:00')).toBe(1633060800250n);
    expect(seriesTime('2021-10-01')).toBe(1633046400000n);
  });
});

const backtestOf = (document: ExactMap) => document.get('backtest') as ExactMap;
const summaryOf = (document: ExactMap) => backtestOf(document).get('backtest_summary') as ExactMap;
const runOf = (document: ExactMap) => (backtestOf(document).get('backtest_runs') as ExactMap[])[0]!;
const metricsOf = (document: ExactMap) => runOf(document).get('backtest_metrics') as ExactMap;
