import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { seriesNames } from '#contract/operations.ts';
import { bundleFiles } from '#testing/interop-fixtures.ts';
import { sharedCorpus } from '#testing/shared-corpus.ts';
import { encodeExact } from '../messagepack/encode-exact.ts';
import { type Exact, type ExactMap, openValue } from '../messagepack/exact-value.ts';
import { WRITING_VERSION, writingZstd } from '../zstd/zstd.ts';
import { readBundleRecord } from './read-bundle-record.ts';
import { readDocument } from './read-document.ts';
import { readSeries } from './read-series.ts';

const folder = sharedCorpus('sweeps');
const files = folder === null ? [] : bundleFiles(folder);
const named = files.map((path) => [relative(folder!, path), path] as const);

/** Real sweeps: every record is checked against the document decoded whole, which is another way to it. */
describe.skipIf(folder === null)('the bundles of real sweeps', () => {
  it.each(named)('%s', (_name, path) => {
    const file = readFileSync(path);
    const record = readBundleRecord(file);
    const { payload, document } = readDocument(file);

    expect(Buffer.from(encodeExact(document)).equals(payload)).toBe(true);
    const { summary, runs } = summaryAndRuns(document, record.formatVersion);
    expect(record.summary).toEqual(
      summaryColumns.map(({ key }) => scalarOf(summary.get(key) ?? null)),
    );
    expect(record.runs.length).toBe(runs);
    for (const { run } of record.runs) {
      const lengths = seriesNames.map((name) => {
        const { time, value } = readSeries(file, run, name);
        expect(time.length).toBe(value.length);
        return time.length;
      });
      expect(lengths.some((length) => length > 0)).toBe(true);
    }
  });

  it('are compressed again to the very files they are', () => {
    // 9.0.0a20 writes its frames through a stream, which cuts blocks elsewhere (FORMATS §2).
    const oneShot = files.filter((path) => path.endsWith('.iafbt'));
    const everyTwelfth = oneShot.filter((_path, index) => index % 12 === 0);
    const changed = everyTwelfth.filter((path) => {
      const file = readFileSync(path);
      const level = file.readUInt32LE(4) === 1 ? 7 : 19;
      const frame = writingZstd().compress(readDocument(file).payload, level);
      return !file.subarray(8).equals(frame);
    });
    expect([WRITING_VERSION, changed]).toEqual(['1.5.7', []]);
  });
});

function summaryAndRuns(document: Exact, formatVersion: number) {
  const root = openValue(document) as ExactMap;
  if (formatVersion === 5) {
    const studies = [...(openValue(root.get('studies')!) as ExactMap).values()].map(
      (study) => openValue(study) as ExactMap,
    );
    const runs = studies.flatMap((study) => [
      ...listOf(study.get('vector_runs')),
      ...listOf(study.get('event_runs')),
    ]);
    return {
      summary: openValue(studies[0]!.get('vector_summary')!) as ExactMap,
      runs: runs.length,
    };
  }
  const backtest = formatVersion === 1 ? (openValue(root.get('backtest')!) as ExactMap) : root;
  const engine = formatVersion === 1 ? null : openValue(root.get('engine_type') ?? null);
  const keys =
    engine === null
      ? ['backtest_runs', 'backtest_summary']
      : [`${String(engine)}_runs`, `${String(engine)}_metrics`];
  return {
    summary: openValue(backtest.get(keys[1]!)!) as ExactMap,
    runs: listOf(backtest.get(keys[0]!)).length,
  };
}

function listOf(value: Exact | undefined): Exact[] {
  return value === undefined || value === null ? [] : (openValue(value) as Exact[]);
}

function scalarOf(value: Exact): unknown {
  const opened = openValue(value);
  return Number.isNaN(opened) ? null : opened;
}
