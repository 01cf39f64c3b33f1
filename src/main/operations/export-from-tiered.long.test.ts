import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bundleFiles } from '#testing/interop-fixtures.ts';
import { sharedCorpus } from '#testing/shared-corpus.ts';
import { sha256 } from '../store/durable/publisher.ts';
import { migrateToTiered } from './migrate-store.ts';
import { migrateToFolder } from './migrate-to-folder.ts';
import { createTask } from './task-context.ts';

const folders = [
  ...['sweep_a', 'sweep_b', 'costs', 'deposits', 'event', 'obtf', 'ohlcv', 'v1old'].map(
    (name) => `sweeps/${name}`,
  ),
  ...['v1', 'v1-releases', 'v2', 'v3', 'v4', 'v5-iafbt', 'v5-obtf'].map(
    (name) => `interop/${name}`,
  ),
].flatMap((name) => {
  const path = sharedCorpus(name);
  return path === null ? [] : [{ name, path }];
});
const top = mkdtempSync(join(tmpdir(), 'strata-long-'));
afterAll(() => rm(top, { recursive: true, force: true }));

describe.skipIf(folders.length === 0)('every bundle of the corpus', () => {
  it.each(folders)(
    'of $name comes out of a tiered archive as the very file',
    async (one) => {
      const { task } = createTask();
      const target = join(top, one.name, 'archive');
      const back = join(top, one.name, 'back');
      const files = bundleFiles(one.path).map((path) => relative(one.path, path));
      const migrated = await migrateToTiered({ source: one.path, target, proof: 'file' }, task);
      const returned = await migrateToFolder(
        { source: target, target: back, original: true },
        task,
      );

      const same = files.filter(
        (file) => hashOf(join(one.path, file)) === hashOf(join(back, file)),
      ).length;
      console.warn(
        `${one.name}: ${same} of ${files.length} identical, ratio ${migrated.ratio?.toFixed(3)}, ` +
          `${((migrated.seconds * 1000) / files.length).toFixed(0)} ms a bundle with file proof, ` +
          `${((returned.seconds * 1000) / files.length).toFixed(0)} ms a bundle to export`,
      );
      expect(migrated).toMatchObject({ failures: [], proof: { file: files.length, payload: 0 } });
      expect(same).toBe(files.length);
    },
    1_800_000,
  );
});

function hashOf(path: string): string {
  return sha256(readFileSync(path));
}
