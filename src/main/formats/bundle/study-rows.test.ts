import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { fixturesFolder, interopFixtures } from '#testing/interop-fixtures.ts';
import type { StudyRecord } from './bundle-record.ts';
import { readBundleRecord } from './read-bundle-record.ts';

describe('the rows of studies', () => {
  const golden = goldenRows();
  const bundles = interopFixtures('v5-obtf').map(
    ({ name, file }) => [name.slice('v5-obtf/'.length), file] as const,
  );

  it.each(bundles.filter(([name]) => golden.has(name)))(
    'of %s are those of the index that the coming framework writes, value for value',
    (name, file) => {
      const { algorithmId, anchorAlgorithmId, tag, studies } = readBundleRecord(file);
      const rows = studies.map((study) => ({
        algorithm_id: algorithmId,
        anchor_algorithm_id: anchorAlgorithmId,
        tag,
        ...rowOf(study),
      }));
      expect(rows).toEqual(golden.get(name));
    },
  );

  it('cover every shape that the index was made of', () => {
    const covered = bundles.map(([name]) => name).filter((name) => golden.has(name));
    expect(covered).toEqual(
      expect.arrayContaining([
        'a1/vec_0.obtf',
        'a20/default_study.obtf',
        'derived/dual_engine.obtf',
        'derived/three_studies.obtf',
        'derived/v2_renamed.obtf',
      ]),
    );
  });

  it.each(
    interopFixtures('v3', 'v4', 'v5-iafbt').map((fixture) => [fixture.name, fixture] as const),
  )('of %s are those of the newest reader', (_name, { file, side }) => {
    const rows = readBundleRecord(file).studies.map(
      ({ studyName, engine, universeKey, numberOfRuns, riskFreeRate }) => ({
        studyName,
        engine,
        universeKey: universeKey ?? '',
        numberOfRuns,
        riskFreeRate,
      }),
    );
    expect(rows).toEqual(
      side.index_rows!.map(({ flat }) => ({
        studyName: flat.study_name,
        engine: flat.engine_type,
        universeKey: flat.universe_key ?? '',
        numberOfRuns: flat.number_of_runs,
        riskFreeRate: flat.risk_free_rate,
      })),
    );
  });

  it('are one of a bundle without studies, that of its runs, and none of one that holds nothing', () => {
    const v2 = interopFixtures('v1', 'v2');
    for (const { name, file } of v2) {
      const { studies, studyNames, runs, summary, engineType } = readBundleRecord(file);
      const isEmpty = runs.length === 0 && summary === null;
      const engine = ['vector', 'event'].includes(engineType ?? '') ? engineType : null;
      expect([name, studies.map((study) => [study.studyName, study.engine])]).toEqual([
        name,
        isEmpty ? [] : [['default', engine]],
      ]);
      expect([name, studyNames]).toEqual([name, isEmpty ? [] : ['default']]);
      expect([name, runs.filter(({ studyName }) => studyName !== 'default')]).toEqual([name, []]);
    }
  });
});

function rowOf(study: StudyRecord): Record<string, unknown> {
  const metrics = summaryColumns.map(({ key }, place) => {
    return [`summary_${key}`, study.summary?.[place] ?? null] as const;
  });
  return {
    engine_type: study.engine,
    universe_key: study.universeKey ?? '',
    study_name: study.studyName,
    study_description: study.studyDescription,
    risk_free_rate: study.riskFreeRate,
    number_of_runs: study.numberOfRuns,
    ...Object.fromEntries(metrics),
  };
}

/** The index of 9.0.0a6 over the corpus, by path; in the order it wrote the rows. */
function goldenRows(): Map<string, Record<string, unknown>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'strata-golden-'));
  const copy = join(folder, 'index.sqlite');
  cpSync(join(fixturesFolder, 'golden/v9a6/index.sqlite'), copy);
  const db = new SqliteDatabase(copy);
  const keys = [
    'algorithm_id',
    'anchor_algorithm_id',
    'tag',
    'engine_type',
    'universe_key',
    'study_name',
    'study_description',
    'risk_free_rate',
    'number_of_runs',
    ...summaryColumns.map(({ key }) => `summary_${key}`),
  ];
  const rows = db
    .prepare(`SELECT bundle_path, ${keys.join(', ')} FROM backtest_index ORDER BY rowid`)
    .all() as Record<string, unknown>[];
  db.close();
  rmSync(folder, { recursive: true });
  const byPath = new Map<string, Record<string, unknown>[]>();
  for (const { bundle_path, ...row } of rows) {
    const path = String(bundle_path);
    byPath.set(path, [...(byPath.get(path) ?? []), row]);
  }
  return byPath;
}
