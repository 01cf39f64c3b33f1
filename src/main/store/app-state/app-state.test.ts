import { readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ArchiveCard, Job } from '#contract/operations.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { type AppState, openAppState } from './open-state.ts';
import { findRecent, forgetRecent, listRecents, saveRecent } from './recent-archives.ts';
import {
  listSavedJobs,
  readJobFailures,
  removeJob,
  saveJob,
  saveJobFailures,
} from './saved-jobs.ts';
import { readViewState, writeViewState } from './view-state.ts';

const folder = temporaryFolder();
let state: AppState;

beforeEach(() => {
  state = openAppState(folder.at('state'));
});
afterEach(() => state.close());

function reopen() {
  state.close();
  state = openAppState(folder.at('state'));
}

describe('what the app remembers', () => {
  it('survives a restart', () => {
    writeViewState(state, 'runs', { sort: ['sharpe_ratio'], widths: { tag: 120 } }, 1);
    saveRecent(state, { path: '/bundles', card: aCard('a', 5) });
    saveJob(state, { job: aJob('j'), owner: 'engine-1', order: { folder: '/bundles' } });

    reopen();

    expect(readViewState(state, 'runs')).toEqual({ sort: ['sharpe_ratio'], widths: { tag: 120 } });
    expect(listRecents(state)).toEqual([{ path: '/bundles', card: aCard('a', 5) }]);
    expect(listSavedJobs(state)).toEqual([
      { job: aJob('j'), owner: 'engine-1', order: { folder: '/bundles' } },
    ]);
  });

  it('starts afresh where the file is damaged, and keeps the damaged one', async () => {
    state.close();
    await writeFile(
      folder.at('state/state.sqlite'),
      'this was never a database, not at all'.repeat(200),
    );

    state = openAppState(folder.at('state'));

    expect(readViewState(state, 'runs')).toBeNull();
    expect((await readdir(folder.at('state'))).some((name) => name.endsWith('.set-aside'))).toBe(
      true,
    );
  });

  it('can be used by two processes at once', () => {
    const other = openAppState(folder.at('state'));
    writeViewState(other, 'runs', 'theirs', 1);

    expect(readViewState(state, 'runs')).toBe('theirs');
    other.close();
  });
});

describe('view state', () => {
  it('is null for a key never written', () => {
    expect(readViewState(state, 'constructor')).toBeNull();
  });

  it('is at most 256 KiB of JSON for a key', () => {
    writeViewState(state, 'big', 'x'.repeat(256 * 1024 - 2), 1);

    expect(() => writeViewState(state, 'big', 'x'.repeat(256 * 1024 - 1), 2)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
    expect(readViewState(state, 'big')).toHaveLength(256 * 1024 - 2);
  });

  it('keeps the 2000 keys last written', () => {
    for (let key = 0; key < 2001; key++) writeViewState(state, `key ${key}`, key, key);

    expect(readViewState(state, 'key 0')).toBeNull();
    expect(readViewState(state, 'key 1')).toBe(1);
  });
});

describe('recent archives', () => {
  it('come newest first, each once', () => {
    saveRecent(state, { path: '/one', card: aCard('one', 1) });
    saveRecent(state, { path: '/two', card: aCard('two', 2) });
    saveRecent(state, { path: '/one', card: aCard('one', 3) });

    expect(listRecents(state).map(({ path }) => path)).toEqual(['/one', '/two']);
    expect(findRecent(state, 'two')?.path).toBe('/two');
  });

  it('can be forgotten', () => {
    saveRecent(state, { path: '/one', card: aCard('one', 1) });
    forgetRecent(state, 'one');

    expect(findRecent(state, 'one')).toBeNull();
  });
});

describe('saved jobs', () => {
  it('keep what was asked for when their progress is saved again', () => {
    saveJob(state, { job: aJob('j'), owner: 'engine-1', order: { folder: '/bundles' } });
    saveJob(state, { job: { ...aJob('j'), state: 'done' }, owner: 'engine-2', order: {} });

    expect(listSavedJobs(state)).toEqual([
      { job: { ...aJob('j'), state: 'done' }, owner: 'engine-2', order: { folder: '/bundles' } },
    ]);
  });

  it('have their failures in order, by page, until they are removed', () => {
    saveJob(state, { job: aJob('j'), owner: 'engine-1', order: {} });
    const failures = ['a', 'b', 'c'].map((file) => ({
      file,
      code: 'io-error' as const,
      message: file,
    }));
    saveJobFailures(state, 'j', failures);

    expect(readJobFailures(state, 'j', { offset: 1, limit: 5 })).toEqual(failures.slice(1));

    removeJob(state, 'j');
    expect(readJobFailures(state, 'j', { offset: 0, limit: 5 })).toEqual([]);
    expect(listSavedJobs(state)).toEqual([]);
  });
});

function aCard(archive: string, openedAt: number): ArchiveCard {
  return {
    archive,
    name: archive,
    label: `/${archive}`,
    kind: 'local-dir',
    backtests: 3,
    runs: 9,
    bytes: 1000,
    openedAt,
    isPresent: true,
    isDemo: false,
  };
}

function aJob(job: string): Job {
  return {
    job,
    kind: 'index',
    archive: 'a',
    title: 'Index a',
    state: 'running',
    done: 1,
    total: 2,
    rate: null,
    secondsLeft: null,
    current: null,
    failures: 0,
    startedAt: 1,
    finishedAt: null,
    result: null,
    error: null,
  };
}
