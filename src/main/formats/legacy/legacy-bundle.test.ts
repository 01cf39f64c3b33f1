import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { readBundleRecord } from '../bundle/read-bundle-record.ts';
import { readDocument } from '../bundle/read-document.ts';
import { readSeries } from '../bundle/read-series.ts';
import type { ExactMap } from '../messagepack/exact-value.ts';
import { isLegacyBacktest, legacyBundle } from './legacy-bundle.ts';
import { parseJson } from './parse-json.ts';

const legacy = join(fixturesFolder, 'legacy');

/** Folders that 8.10.0 saved, and beside each the bundle it writes after opening the folder. */
const names = ['event_sltp', 'perm_two_tests'];

function filesOf(name: string): Map<string, string> {
  const folder = join(legacy, name);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(join(folder, path)).isFile());
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

function documentOf(file: Uint8Array): ExactMap {
  return readDocument(file).document as ExactMap;
}

describe.each(names)('the bundle made of the folder %s', (name) => {
  const made = legacyBundle(filesOf(name));
  const expected = readFileSync(join(legacy, `${name}.iafbt`));

  it('is what the framework writes for it, value for value, the summary apart', () => {
    const differing = new Set(['backtest_summary', 'strategy_ids', 'backtest_permutation_tests']);
    const [ours, theirs] = [documentOf(made), documentOf(expected)];
    expect([...ours.keys()]).toEqual([...theirs.keys()]);
    for (const [key, value] of theirs) {
      if (!differing.has(key) && key !== 'blobs')
        expect([key, ours.get(key)]).toEqual([key, value]);
    }
  });

  it('has its series, point for point', () => {
    for (const series of ['equity_curve', 'monthly_returns', 'yearly_returns'] as const) {
      expect(readSeries(made, 0, series)).toEqual(readSeries(expected, 0, series));
    }
  });

  it('keeps the summary that lies in the folder', () => {
    const record = readBundleRecord(made);
    const summary = parseJson(filesOf(name).get('summary.json')!) as ExactMap;
    const metric = (key: string) => record.summary![summaryColumns.findIndex((c) => c.key === key)];
    expect(metric('sharpe_ratio')).toBe(summary.get('sharpe_ratio'));
    expect(record.runs).toHaveLength(1);
  });

  it('has its permutation tests, in the order of their numbers', () => {
    const tests = (file: Uint8Array) =>
      documentOf(file).get('backtest_permutation_tests') as ExactMap[] | null;
    const [ours, theirs] = [tests(made), tests(expected)];
    expect(ours?.length).toBe(theirs?.length);
    // The framework takes them as the folder lists them: the same tests, in another order.
    const sorted = (one: ExactMap | undefined) =>
      (one?.get('permutated_metrics') as ExactMap[] | undefined)
        ?.map((metrics) => metrics.get('total_net_gain'))
        .map(String)
        .sort();
    expect(sorted(ours?.[0])).toEqual(sorted(theirs?.[0]));
    expect(ours?.[0]?.get('p_values')).toEqual(theirs?.[0]?.get('p_values'));
  });
});

describe('a folder of the form before bundles', () => {
  it('is told by its runs, or by its summary and id', () => {
    expect(isLegacyBacktest(['runs/backtest_EUR_20211001_20220101/run.json'])).toBe(true);
    expect(isLegacyBacktest(['summary.json', 'algorithm_id.json'])).toBe(true);
    expect(isLegacyBacktest(['summary.json'])).toBe(false);
    expect(isLegacyBacktest(['runs/notes.json', 'algorithm_id.json'])).toBe(false);
  });

  it('with a file that is no JSON is refused, with the file and the place', () => {
    const files = filesOf('event_sltp');
    const path = [...files.keys()].find((one) => one.endsWith('/run.json'))!;
    files.set(path, '{"trades": [');
    expect(() => legacyBundle(files)).toThrow(
      expect.objectContaining({ code: 'document-unexpected', file: path }),
    );
  });
});

describe('JSON as Python writes it', () => {
  it('keeps integers and floats apart, the order of keys, and the words for what is no number', () => {
    const value = parseJson(
      '{"b": 1, "10": 1.0, "2": [NaN, Infinity, -Infinity, -0.0]}',
    ) as ExactMap;
    expect([...value.keys()]).toEqual(['b', '10', '2']);
    expect(value.get('b')).toEqual({ kind: 'integer', value: 1 });
    expect(value.get('10')).toBe(1);
    expect(value.get('2')).toEqual([Number.NaN, Infinity, -Infinity, -0]);
  });

  it('keeps integers beyond 2^53, and turns those beyond 64 bits into text', () => {
    expect(parseJson('9007199254740993')).toEqual({ kind: 'integer', value: 9007199254740993n });
    expect(parseJson('18446744073709551616')).toBe('18446744073709551616');
  });

  it.each(['', '{', '[1,]', '{"a" 1}', '01', '"\\ud800"', 'nul', '1 2', "{'a': 1}"])(
    'refuses %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(
        expect.objectContaining({ code: 'document-unexpected' }),
      );
    },
  );

  it('reads texts of any length', () => {
    const long = 'a"\\\n🚀'.repeat(1_000_000);
    expect(parseJson(JSON.stringify(long))).toBe(long);
  });

  it('refuses what nests too deep, instead of running out of stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(
      expect.objectContaining({ code: 'document-unexpected' }),
    );
  });
});
