import { describe, expect, it } from 'vitest';
import type { Job, JobResult } from '#contract/operations.ts';
import { sayOutcome, sayProgress } from './describe-job.ts';

const aResult = (result: Partial<JobResult>): JobResult => ({
  seen: 0,
  added: 0,
  unchanged: 0,
  updated: 0,
  renamed: 0,
  removed: 0,
  failed: 0,
  seconds: 1.2,
  bytes: 0,
  written: null,
  download: null,
  ...result,
});

const aJob = (job: Partial<Job>): Job => ({
  job: 'j1',
  kind: 'index',
  archive: 'a1',
  title: 'Index sweep_a',
  state: 'running',
  done: 1234,
  total: 5000,
  rate: 812.4,
  secondsLeft: 4.6,
  current: null,
  failures: 0,
  startedAt: 0,
  finishedAt: null,
  result: null,
  error: null,
  ...job,
});

const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('a running job', () => {
  it('says how far it is, how fast, and how long it still takes', () => {
    expect(plain(sayProgress(aJob({})))).toBe('1,234 of 5,000 · 812/s · 5 s left');
  });

  it('says only what it knows', () => {
    const counting = aJob({ done: 12, total: null, rate: null, secondsLeft: null });
    expect(sayProgress(counting)).toBe('12 so far');
  });

  it('never says that nothing is left while it runs', () => {
    expect(plain(sayProgress(aJob({ secondsLeft: 0.01 })))).toMatch(/1 s left$/);
  });
});

describe('a job that stands still', () => {
  it.each<[string, Partial<Job>, string]>([
    ['paused', { state: 'paused' }, 'Paused at 1,234 of 5,000'],
    ['interrupted', { state: 'interrupted' }, 'Stopped at 1,234 of 5,000 when Strata was closed'],
    ['cancelled', { state: 'cancelled' }, 'Cancelled at 1,234 of 5,000; what was done is kept'],
    [
      'failed',
      { state: 'failed', error: { code: 'disk-full', message: 'the disk is full' } },
      'Failed: the disk is full',
    ],
    [
      'done, with changes',
      { state: 'done', result: aResult({ added: 250, removed: 2, unchanged: 1000, failed: 3 }) },
      '250 added, 2 removed, 1,000 unchanged in 1.2 s; 3 failed',
    ],
    [
      'done, with nothing new',
      { state: 'done', result: aResult({ unchanged: 1 }) },
      '1 unchanged in 1.2 s',
    ],
    [
      'a verification that found damage',
      { kind: 'verify', state: 'done', result: aResult({ seen: 1200, failed: 2 }) },
      '1,200 files checked in 1.2 s; 2 failed',
    ],
    [
      'a migration',
      {
        kind: 'migrate',
        state: 'done',
        result: aResult({
          added: 40,
          migration: {
            archive: 'a2',
            sourceBytes: 4_000_000,
            archiveBytes: 800_000,
            indexBytes: 90_000,
            ratio: 0.2,
            proof: { file: 0, payload: 40, payloadOnly: 0, opaque: 0 },
          },
        }),
      },
      '40 migrated, 4.0 MB became 800.0 kB in 1.2 s',
    ],
    [
      'an export',
      {
        kind: 'export',
        state: 'done',
        result: aResult({ added: 40, bytes: 20_480, written: '/home/mia/best.csv' }),
      },
      '40 written, 20.5 kB to /home/mia/best.csv in 1.2 s',
    ],
    [
      'an export to be downloaded',
      {
        kind: 'export',
        state: 'done',
        result: aResult({ added: 40, bytes: 20_480, written: '/var/x/best.csv', download: 'x' }),
      },
      '40 written, 20.5 kB in 1.2 s',
    ],
  ])('%s says what became of it', (_name, job, text) => {
    expect(plain(sayOutcome(aJob(job)))).toBe(text);
  });
});
