import { readdirSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { fileHashesOf, missingHashes } from '../store/tiered/archive-hashes.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { mergeArchives } from './merge-archives.ts';
import { liveBatches } from './sql/live-batches.ts';
import { createTask } from './task-context.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'merge-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('merging two archives that share half of what they hold', () => {
  it('gives what one archive made at once has, and moves only what is missing', async () => {
    const left = await archive('left', ['event', 'v1old']);
    const right = await archive('right', ['v1old', 'costs']);
    const whole = await archive('whole', ['event', 'v1old', 'costs']);

    const outcome = await merge(left, right);

    expect(outcome).toMatchObject({ added: 3, failures: [] });
    expect(rowsOf(left)).toEqual(rowsOf(whole));
    expect((await merge(left, right)).bytes).toBe(0);
  });

  it('takes the very files of a batch nothing is known of', async () => {
    const left = await archive('left', ['event']);
    const right = await archive('right', ['costs']);
    await merge(left, right);

    const mine = new Set((await liveBatches(left)).flatMap(fileHashesOf));
    const theirs = (await liveBatches(right)).flatMap(fileHashesOf);
    expect(theirs.filter((hash) => !mine.has(hash))).toEqual([]);
  });

  it('says which hashes are missing, whatever they name', async () => {
    const left = await archive('left', ['event']);
    const right = await archive('right', ['event', 'costs']);
    const batches = await liveBatches(right);
    const ids = batches.flatMap(({ manifest }) => manifest.backtests.map(({ id }) => id));
    const index = openIndexReader(join(left, 'index.sqlite'));
    const missing = missingHashes(index.db, await liveBatches(left), ids);
    index.close();
    expect(ids).toHaveLength(6);
    expect(missing).toHaveLength(3);
  });

  it('leaves deleted what was deleted here', async () => {
    const left = await archive('left', ['event']);
    const right = await archive('right', ['event', 'costs']);
    const which = { names: ['event/event_002'] };
    await deleteBacktests({ root: left, which, moveBundles: false }, createTask().task);

    const { added, failures } = await merge(left, right);

    expect({ added, failures }).toEqual({ added: 3, failures: [] });
    const handles = rowsOf(left).map(({ handle }) => handle);
    expect(handles).not.toContain('event/event_002');
    expect(handles).toContain('costs/costs_000');
  });

  it('gives the second of two backtests that go by one name a number', async () => {
    const left = await named('left', 'event/event_000.iafbt');
    const right = await named('right', 'event/event_002.iafbt');

    await merge(left, right);
    await merge(left, right);

    expect(rowsOf(left).map(({ handle }) => handle)).toEqual(['same', 'same-2']);
  });
});

/** An archive of three bundles of each sweep. */
async function archive(name: string, sweeps: string[]): Promise<string> {
  const bundles = sweeps.flatMap((sweep) =>
    readdirSync(join(demoFolder, sweep))
      .sort()
      .slice(0, 3)
      .map((bundle) => `${sweep}/${bundle}`),
  );
  return copyTieredArchive(join(folder, name), [bundles]);
}

/** An archive of one bundle called `same`. */
async function named(name: string, bundle: string): Promise<string> {
  const root = join(folder, name);
  const source = join(folder, `${name}-source`);
  await mkdir(source);
  await copyFile(join('resources/demo', bundle), join(source, 'same.iafbt'));
  await importIntoTiered({ root, sources: [source], threads: 1 }, createTask().task);
  return root;
}

function merge(root: string, other: string) {
  return mergeArchives({ root, other }, createTask().task);
}

function rowsOf(root: string): { handle: string }[] {
  const index = openIndexReader(join(root, 'index.sqlite'));
  try {
    return index.db
      .prepare(
        'SELECT handle, bundle_id, sharpe_ratio, number_of_trades FROM backtests ORDER BY handle',
      )
      .all() as { handle: string }[];
  } finally {
    index.close();
  }
}
