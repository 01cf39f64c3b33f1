import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Job, JobFailure, JobResult } from '#contract/operations.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { type AppState, openAppState } from '../store/app-state/open-state.ts';
import { listSavedJobs } from '../store/app-state/saved-jobs.ts';
import type { JobOutcome } from './job-run.ts';
import { createJobRunner, type JobRunner } from './jobs.ts';
import type { TaskContext } from './task-context.ts';

/** Work that does what the test says, step by step. */
interface Work {
  order: string;
  task: TaskContext;
  finish(outcome?: Partial<JobOutcome>): void;
  fail(error: unknown): void;
}

const folder = temporaryFolder();
let state: AppState;
let runner: JobRunner<string>;
let works: Work[];
let told: Job[];
let gone: string[];
let time: number;

beforeEach(() => {
  state = openAppState(folder.path);
  time = 1000;
  restart('engine-1');
});
afterEach(async () => {
  for (const work of works) work.finish();
  await runner.close();
  state.close();
});

function restart(owner: string) {
  works = [];
  told = [];
  gone = [];
  runner = createJobRunner<string>({
    state,
    owner,
    earlier: listSavedJobs<string>(state),
    now: () => time,
    changed() {},
    tell: (job) => told.push(job),
    gone: (job) => gone.push(job),
    perform: (order, task) =>
      new Promise((resolve, reject) => {
        works.push({
          order,
          task,
          finish: (outcome) => resolve({ ...nothingDone, ...outcome }),
          fail: reject,
        });
        task.signal.addEventListener('abort', () => reject(task.signal.reason));
      }),
  });
}

function start(order: string, archive = 'a', kind: Job['kind'] = 'index'): string {
  return runner.start({ kind, archive, title: `Do ${order}`, order }).job;
}

const jobOf = (id: string) => runner.list().find((job) => job.job === id)!;
/** Lets everything happen that is ready to. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a job', () => {
  it('runs, tells how far it is, and ends with its result', async () => {
    const id = start('one');
    expect(jobOf(id)).toMatchObject({
      state: 'running',
      title: 'Do one',
      startedAt: 1000,
      total: null,
    });
    await settle();

    works[0]!.task.report({ done: 1, total: 4, current: 'a.iafbt' });
    expect(told.at(-1)).toMatchObject({
      job: id,
      state: 'running',
      done: 1,
      total: 4,
      current: 'a.iafbt',
    });

    time = 3000;
    works[0]!.finish({ result: { ...noResult, added: 4 } });
    await settle();
    expect(jobOf(id)).toMatchObject({
      state: 'done',
      finishedAt: 3000,
      result: { added: 4 },
      rate: null,
      secondsLeft: null,
      current: null,
    });
  });

  it('tells its rate and the time left', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    start('one');
    await settle();
    for (const second of [1, 2, 3]) {
      time = second * 1000;
      works[0]!.task.report({ done: second * 10, total: 100, current: null });
      vi.advanceTimersByTime(200);
    }
    vi.useRealTimers();

    expect(told.at(-1)).toMatchObject({ done: 30, total: 100, rate: 10, secondsLeft: 7 });
  });

  it('reports at most five times a second', async () => {
    start('one');
    await settle();
    const before = told.length;

    for (let done = 0; done < 1000; done++)
      works[0]!.task.report({ done, total: 1000, current: null });

    expect(told.length - before).toBe(1);
  });

  it('fails with a reason, and without its internals when that is not expected', async () => {
    const [known, unknown] = [start('one'), start('two', 'b')];
    await settle();
    works[0]!.fail(new ArchiveError('disk-full', 'the disk is full'));
    works[1]!.fail(new Error('secret detail'));
    await settle();

    expect(jobOf(known)).toMatchObject({ state: 'failed', error: { code: 'disk-full' } });
    expect(jobOf(unknown)).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(JSON.stringify(jobOf(unknown))).not.toContain('secret');
  });

  it('lists what failed in it, while it runs and after a restart', async () => {
    const id = start('one');
    await settle();
    works[0]!.task.fail(failureOf('a'));
    expect(runner.failures(id, { offset: 0, limit: 10 })).toEqual([failureOf('a')]);

    works[0]!.finish({ failures: ['a', 'b', 'c'].map(failureOf) });
    await settle();
    restart('engine-2');

    expect(jobOf(id).failures).toBe(3);
    expect(runner.failures(id, { offset: 1, limit: 10 })).toEqual(['b', 'c'].map(failureOf));
  });
});

describe('the queue', () => {
  it('does one after the other for an archive, and several archives at once', async () => {
    const [first, second, other] = [start('one'), start('two'), start('three', 'b')];
    await settle();

    expect(works.map((work) => work.order)).toEqual(['one', 'three']);
    expect([first, second, other].map((id) => jobOf(id).state)).toEqual([
      'running',
      'queued',
      'running',
    ]);

    works[0]!.finish();
    await settle();
    expect(jobOf(second).state).toBe('running');
  });

  it('exports beside what writes', async () => {
    const [writing, reading] = [start('index'), start('export', 'a', 'export')];
    await settle();

    expect([jobOf(writing).state, jobOf(reading).state]).toEqual(['running', 'running']);
  });

  it('goes on after a failure and after a cancellation', async () => {
    const ids = [start('one'), start('two'), start('three')];
    await settle();
    works[0]!.fail(new ArchiveError('io-error', 'broken'));
    await settle();
    runner.cancel(ids[1]!);
    await settle();

    expect(ids.map((id) => jobOf(id).state)).toEqual(['failed', 'cancelled', 'running']);
  });
});

describe('pausing', () => {
  it('holds the work at its next step, until it is resumed', async () => {
    const id = start('one');
    await settle();
    runner.pause(id);
    expect(jobOf(id).state).toBe('paused');

    let isOn = false;
    const step = works[0]!.task.ready().then(() => {
      isOn = true;
    });
    await settle();
    expect(isOn).toBe(false);

    expect(runner.resume(id).state).toBe('running');
    await step;
    expect(works).toHaveLength(1);
  });

  it('keeps a job of the queue back, without holding up the others', async () => {
    const [first, second, third] = [start('one'), start('two'), start('three')];
    await settle();
    runner.pause(second);
    works[0]!.finish();
    await settle();

    expect([first, second, third].map((id) => jobOf(id).state)).toEqual([
      'done',
      'paused',
      'running',
    ]);
    expect(runner.resume(second).state).toBe('queued');
  });

  it('is told no rate', async () => {
    const id = start('one');
    await settle();
    expect(runner.pause(id)).toMatchObject({ rate: null, secondsLeft: null });
  });
});

describe('cancelling', () => {
  it('stops running work, waiting work and paused work', async () => {
    const [running, waiting, paused] = [start('one'), start('two'), start('three', 'b')];
    await settle();
    runner.pause(paused);
    for (const id of [waiting, running, paused]) runner.cancel(id);
    await settle();

    expect([running, waiting, paused].map((id) => jobOf(id).state)).toEqual(
      Array(3).fill('cancelled'),
    );
    expect(works).toHaveLength(2);
  });

  it('can be taken back: the job starts again', async () => {
    const id = start('one');
    await settle();
    works[0]!.task.report({ done: 3, total: 4, current: null });
    runner.cancel(id);
    await settle();

    expect(runner.resume(id)).toMatchObject({ job: id, state: 'running', done: 0, error: null });
    await settle();
    expect(works.map((work) => work.order)).toEqual(['one', 'one']);
  });
});

describe('after a restart', () => {
  it('shows what ran, waited or was paused as interrupted, and starts it again when asked', async () => {
    const ids = [start('one'), start('two'), start('three', 'b')];
    await settle();
    runner.pause(ids[2]!);
    // No close: the process was killed.
    restart('engine-2');

    expect(ids.map((id) => jobOf(id).state)).toEqual(Array(3).fill('interrupted'));
    runner.resume(ids[1]!);
    await settle();
    expect(works.map((work) => work.order)).toEqual(['two']);
  });

  it('goes on with all that only continue, at once, and asks again for the others', async () => {
    const kinds = [
      'index',
      'compact',
      'import',
      'delete',
      'migrate',
      'gc',
      'prove',
      'verify',
    ] as const;
    for (const kind of kinds) {
      time += 1;
      start(kind, kind, kind);
    }
    await settle();
    restart('engine-2');

    const resumed = runner.resumeInterrupted();

    await settle();
    const safe = ['index', 'import', 'migrate', 'prove', 'verify'];
    expect(resumed.map((id) => jobOf(id).kind)).toEqual(safe);
    expect(works.map((work) => work.order)).toEqual(safe);
    expect(runner.list().filter((job) => job.state === 'interrupted')).toHaveLength(3);
  });

  it('says how far a job had come when the power went', async () => {
    const id = start('one');
    await settle();
    time += 5000;
    works[0]!.task.report({ done: 40, total: 100, current: 'forty' });
    restart('engine-2');
    expect(jobOf(id)).toMatchObject({ state: 'interrupted', done: 40, total: 100 });
  });

  it('shows what a closed engine stopped as interrupted, not as cancelled', async () => {
    const ids = [start('one'), start('two')];
    await settle();

    await runner.close();

    expect(ids.map((id) => jobOf(id).state)).toEqual(['interrupted', 'interrupted']);
    restart('engine-2');
    expect(ids.map((id) => jobOf(id).state)).toEqual(['interrupted', 'interrupted']);
  });

  it('still shows what was done, until it is dismissed', async () => {
    const id = start('one');
    await settle();
    works[0]!.finish();
    await settle();
    restart('engine-2');
    expect(jobOf(id).state).toBe('done');

    runner.dismiss(id);

    expect(gone).toEqual([id]);
    restart('engine-3');
    expect(runner.list()).toEqual([]);
  });
});

describe('what makes no sense', () => {
  it('is refused by code', async () => {
    const id = start('one');
    await settle();

    expect(() => runner.dismiss(id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    expect(() => runner.resume(id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    works[0]!.finish();
    await settle();
    for (const act of [runner.pause, runner.resume, runner.cancel]) {
      expect(() => act(id)).toThrow(expect.objectContaining({ code: 'bad-request' }));
    }
    expect(() => runner.cancel('no-such-job')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});

const noResult: JobResult = {
  seen: 0,
  added: 0,
  unchanged: 0,
  updated: 0,
  renamed: 0,
  removed: 0,
  failed: 0,
  seconds: 0,
  bytes: 0,
  written: null,
  download: null,
};
const nothingDone: JobOutcome = { result: noResult, failures: [] };

function failureOf(file: string): JobFailure {
  return { file, code: 'io-error', message: `${file} cannot be read` };
}
