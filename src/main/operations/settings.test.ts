import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openAppState } from '../store/app-state/open-state.ts';
import { saveJob } from '../store/app-state/saved-jobs.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

beforeEach(() => vi.stubEnv('STRATA_STATE', folder.at('state')));
afterEach(() => vi.unstubAllEnvs());

const importInto = async (archive: string, ...options: string[]) => {
  await placeBundle('event/event_000.iafbt', folder.at('source/event_000.iafbt'));
  return runCommand('strata', ['import', folder.at(archive), folder.at('source'), ...options]);
};
const isTiered = (archive: string) => existsSync(folder.at(archive, 'archive.json'));

describe('which store an import makes', () => {
  it('is a plain folder until the settings say otherwise, in the window or by hand', async () => {
    expect(await app.engine.readSettings({})).toEqual({
      store: 'local-dir',
      threads: 0,
      resume: 'asked',
    });
    await importInto('first');
    expect(isTiered('first')).toBe(false);

    await app.engine.writeSettings({ store: 'local-tiered' });
    await importInto('second');
    expect(isTiered('second')).toBe(true);
    await importInto('third', '--store', 'local-dir');
    expect(isTiered('third')).toBe(false);

    await writeFile(folder.at('state/settings.json'), '{ "store": "local-dir", "mine": 1 }');
    await importInto('fourth');
    expect(isTiered('fourth')).toBe(false);
    await app.engine.writeSettings({ store: 'local-tiered' });
    const kept = JSON.parse(await readFile(folder.at('state/settings.json'), 'utf8'));
    expect(kept).toEqual({ store: 'local-tiered', mine: 1 });
  });

  it('is for new folders: what a folder is it stays', async () => {
    await importInto('plain');
    await app.engine.writeSettings({ store: 'local-tiered' });
    const { code } = await importInto('plain');
    expect({ code, isTiered: isTiered('plain') }).toEqual({ code: 0, isTiered: false });
  });

  it('makes the new archive of an import in the window', async () => {
    await app.engine.writeSettings({ store: 'local-tiered' });
    await mkdir(folder.at('root/new'));
    await placeBundle('event/event_000.iafbt', folder.at('root/event_000.iafbt'));
    const place = async (path: string) =>
      (await app.engine.findPlace({ text: folder.at('root', path) })).id;

    const opened = await app.engine.createArchive({ place: await place('new') });
    const sweep = await app.engine.createArchive({ place: await place('sweep') });

    expect([opened.kind, sweep.kind]).toEqual(['local-tiered', 'local-dir']);
    const places = [await place('event_000.iafbt')];
    const { job } = await app.engine.startImport({ archive: opened.archive, places });
    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { added: 1 } });
    expect(existsSync(folder.at('root/new/parquet/runs'))).toBe(true);
  });

  it('is not guessed where the file cannot be understood', async () => {
    await writeFile(folder.at('state/settings.json'), '{ "store": "zip" }');
    const { code, stderr } = await importInto('any');
    expect(code).toBe(2);
    expect(stderr).toMatch(/settings\.json cannot be understood/);
    expect(existsSync(folder.at('any'))).toBe(false);
  });
});

describe('how jobs are done', () => {
  it('with as many threads as were chosen, from the next job, also after a restart', async () => {
    expect(await app.engine.engineFacts({})).toMatchObject({ threads: 2 });
    await app.engine.writeSettings({ threads: 1 });
    expect(await app.engine.engineFacts({})).toMatchObject({ threads: 1 });
    await app.engine.writeSettings({ store: 'local-tiered' });
    await app.restart();
    expect(await app.engine.readSettings({})).toEqual({
      store: 'local-tiered',
      threads: 1,
      resume: 'asked',
    });
    const { engine } = app;
    await Promise.all([
      engine.writeSettings({ threads: 3 }),
      engine.writeSettings({ resume: 'at-start' }),
      engine.writeSettings({ store: 'local-dir' }),
    ]);
    expect(await engine.readSettings({})).toEqual({
      store: 'local-dir',
      threads: 3,
      resume: 'at-start',
    });
  });

  it.each([
    ['asked', 'interrupted'],
    ['at-start', 'done'],
  ] as const)(
    'and what was cut off, where the choice is "%s", is %s after a start',
    async (resume, state) => {
      await app.engine.writeSettings({ resume });
      const job = leaveBehind();
      await app.restart();
      expect(await app.ended(job)).toMatchObject({ job, state });
    },
  );

  it('by an app that starts with settings it cannot understand, and waits', async () => {
    const job = leaveBehind();
    await writeFile(folder.at('state/settings.json'), '{ "resume": "sometimes" }');
    await app.restart();
    expect(await app.ended(job)).toMatchObject({ state: 'interrupted' });
    await expect(app.engine.readSettings({})).rejects.toMatchObject({
      code: 'bad-request',
      advice: expect.stringContaining('"resume" is'),
    });
  });
});

/** An indexing that an engine which is no more was in the middle of. */
function leaveBehind(): string {
  const state = openAppState(folder.at('state'));
  const sweep = folder.at('root/sweep');
  const indexFile = folder.at('root/sweep/index.sqlite');
  const order = { kind: 'index', folder: sweep, indexFile, rebuild: false, isUnasked: false };
  saveJob(state, {
    owner: 'an engine that was killed',
    order,
    job: {
      job: 'left-behind',
      kind: 'index',
      archive: 'an-archive',
      title: 'Index sweep',
      state: 'running',
      done: 3,
      total: 18,
      rate: 3,
      secondsLeft: 5,
      current: null,
      failures: 0,
      startedAt: 1,
      finishedAt: null,
      result: null,
      error: null,
    },
  });
  state.close();
  return 'left-behind';
}
