import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#contract/connect.ts';
import type { EngineOptions } from '#contract/host-operations.ts';
import type { EngineEvent, Job } from '#contract/operations.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { type EngineClient, startEngineWorker } from './engine-client.ts';

const folder = temporaryFolder();
let client: EngineClient;
let events: EngineEvent[];

beforeEach(async () => {
  await cp(join(demoFolder, 'sweep_b'), folder.at('sweep'), { recursive: true });
  start();
});
afterEach(() => client.close());

function start(options: Partial<EngineOptions> = {}) {
  client = startEngineWorker({
    stateFolder: folder.at('state'),
    demoFolder,
    roots: [],
    threads: 1,
    ...options,
  });
  events = [];
  client.subscribe((event) => events.push(event));
}

describe('the engine in its thread', () => {
  it('opens, tells what happens, and answers', async () => {
    const opened = await client.host('openPath', { path: folder.at('sweep') });
    if (!opened.ok) throw new Error(opened.error.message);
    expect(await ended(opened.value.job)).toMatchObject({ state: 'done', result: { added: 18 } });

    const engine = connect(client);
    const { archive } = opened.value;
    expect(await engine.archiveStats({ archive })).toMatchObject({ backtests: 18 });
    expect(events.some((event) => event.type === 'archive-changed')).toBe(true);
  });

  it('answers many at once, each its own', async () => {
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, key) =>
        client.call('writeState', { key: `${key}`, value: key }),
      ),
    );
    expect(replies.every((reply) => reply.ok)).toBe(true);

    const values = await Promise.all(
      Array.from({ length: 50 }, (_, key) => client.call('readState', { key: `${key}` })),
    );
    expect(values).toEqual(
      Array.from({ length: 50 }, (_, key) => ({ ok: true, value: { value: key } })),
    );
  });

  it('answers what was asked before it is closed, and whatever comes after with a refusal', async () => {
    const before = client.call('readState', { key: 'place' });
    const isClosed = client.close();
    expect(await before).toEqual({ ok: true, value: { value: null } });
    await isClosed;

    const after = await client.call('readState', { key: 'place' });
    expect(after).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(await readFile(folder.at('state/strata.log'), 'utf8').catch(() => '')).toBe('');
  });

  it('refuses what is wrong with a reason', async () => {
    expect(await client.call('openArchive', { place: 'x' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(await client.call('nothing' as never, {})).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(await client.call('listJobs', { act: () => {} })).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(await client.host('toString' as never, {} as never)).toMatchObject({
      ok: false,
      error: { code: 'bad-request' },
    });
    expect(await client.host('grantPlace', { path: folder.at('none') })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('leaves a job as interrupted when it is closed, and everything released', async () => {
    await client.host('openPath', { path: folder.at('sweep') });
    await client.close();
    expect(await client.call('listJobs', {})).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });

    start();
    const engine = connect(client);
    const [job] = await engine.listJobs({});
    expect(['interrupted', 'done']).toContain(job!.state);
    if (job!.state === 'interrupted') await engine.resumeJob({ job: job!.job });
    expect(await ended(job!.job)).toMatchObject({ state: 'done' });
  });

  it('answers every call with why it could not be started', async () => {
    await client.close();
    await writeFile(folder.at('occupied'), 'a file where the state folder should be');
    start({ stateFolder: folder.at('occupied') });

    const reply = await client.call('listJobs', {});

    expect(reply).toMatchObject({ ok: false, error: { code: 'already-exists' } });
    expect(await client.host('newUpload', {})).toEqual(reply);
  });

  it('keeps the details of what was not expected in its log', async () => {
    const opened = await client.host('openPath', { path: folder.at('sweep') });
    if (!opened.ok) throw new Error(opened.error.message);
    await ended(opened.value.job);
    // Its uploads' folder is a file: nobody thought of that.
    await rm(folder.at('state/uploads'), { recursive: true, force: true });
    await writeFile(folder.at('state/uploads'), '');

    expect(await client.host('newUpload', {})).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(await readFile(folder.at('state/strata.log'), 'utf8')).toContain('uploads');
  });
});

function ended(id: string | null): Promise<Job> {
  const hasEnded = (job: Job) =>
    job.job === id && ['done', 'failed', 'interrupted'].includes(job.state);
  return new Promise((resolve) => {
    client.subscribe((event) => {
      if (event.type === 'job' && hasEnded(event.job)) resolve(event.job);
    });
    const told = events
      .flatMap((event) => (event.type === 'job' ? [event.job] : []))
      .find(hasEnded);
    if (told !== undefined) resolve(told);
  });
}
