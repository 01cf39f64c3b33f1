/**
 * The child that has the engine open a folder of two bundles, puts one bomb after the other in the place of the
 * first, and asks everything that reads it, as the screens do: by the engine's one door. It says how each ended, how
 * long the longest took of the processor, and what memory the process came to.
 */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Job } from '#contract/operations.ts';
import { seriesNames } from '#contract/operations.ts';
import { dispatch } from '../../main/faces/dispatch.ts';
import { createEngine } from '../../main/operations/engine.ts';
import { anEditedBundle, mapAt } from '../bundle-builder.ts';
import { demoFolder } from '../demo-bundles.ts';
import { fixturesFolder } from '../interop-fixtures.ts';
import { type Bomb, bombs } from './bombs.ts';

export interface EntrancesReport {
  /** Of each bomb the codes by entrance; `ok` where it answered. */
  answers: { bomb: string; codes: Record<string, string> }[];
  /** Seconds of processor time. */
  slowest: { seconds: number; what: string };
  megabytes: number;
  /** How the healthy neighbour answered after all of it. */
  neighbour: Record<string, string>;
}

const [home = ''] = process.argv.slice(2);
const folder = join(home, 'sweep');
const healthy = join(fixturesFolder, 'interop/v2/vector/iter_000.iafbt');
for (const name of ['one', 'two']) copyFileSync(healthy, join(folder, `${name}.iafbt`));
// Two backtests, not one under two names.
const good = anEditedBundle('v2/vector/iter_000.iafbt', (document) => document.set('tag', 'one'));
writeFileSync(join(folder, 'one.iafbt'), good);

const running = createEngine({
  stateFolder: join(home, 'state'),
  demoFolder,
  roots: [home],
  threads: 1,
});
const ends = new Map<string, (job: Job) => void>();
const ended = new Map<string, Job>();
running.subscribe((event) => {
  if (event.type !== 'job' || !['done', 'failed', 'interrupted'].includes(event.job.state)) return;
  ended.set(event.job.job, event.job);
  ends.get(event.job.job)?.(event.job);
});
const { archive, job } = await running.host.openPath({ path: folder });
if (job !== null) await endOf(job);

const report: EntrancesReport = {
  answers: [],
  slowest: { seconds: 0, what: '' },
  megabytes: 0,
  neighbour: {},
};
for (const bomb of bombs.filter(({ kind }) => kind === 'bundle' || kind === 'parquet')) {
  await takeIn(good);
  writeFileSync(join(folder, 'one.iafbt'), bundleOf(bomb));
  report.answers.push({ bomb: bomb.name, codes: await askAll('one', bomb.name) });
}
await takeIn(good);
report.neighbour = await askAll('two', 'the neighbour');
report.megabytes = process.resourceUsage().maxRSS / 1024;
await running.close();
process.stdout.write(JSON.stringify(report));

/** As a bundle that is as it should be, so that the index knows it when the bomb takes its place. */
async function takeIn(bytes: Uint8Array): Promise<void> {
  writeFileSync(join(folder, 'one.iafbt'), bytes);
  await endOf((await running.engine.startIndex({ archive, rebuild: false })).job);
}

/** A bomb of a series lies in every series of a bundle. */
function bundleOf(bomb: Bomb): Buffer {
  if (bomb.kind === 'bundle') return bomb.file();
  const bytes = new Uint8Array(bomb.file());
  return anEditedBundle('v2/vector/iter_000.iafbt', (document) => {
    const blobs = mapAt(document, 'blobs');
    for (const key of [...blobs.keys()]) blobs.set(key, bytes);
  });
}

async function askAll(id: string, bomb: string): Promise<Record<string, string>> {
  const codes: Record<string, string> = {};
  const ref = { archive, id, run: 0 };
  const rows = { filter: '', quick: '', sort: [], columns: [], offset: 0, limit: 100 };
  const questions: Record<string, [name: string, input: unknown]> = {
    document: ['readDocument', { archive, id, path: [], offset: 0, limit: 100 }],
    search: ['searchDocument', { archive, id, text: 'sharpe', limit: 10 }],
    series: ['readRunSeries', { ...ref, series: seriesNames.slice(0, 3), points: 500 }],
    run: ['showRun', ref],
    trades: ['queryRunRows', { ...ref, table: 'trades', ...rows }],
    returns: ['tradeReturns', { ...ref, bins: 20 }],
    candles: [
      'readCandles',
      { ...ref, symbol: 'BTC/EUR', key: null, from: null, to: null, candles: 500 },
    ],
    tests: ['significanceTests', { archive, id }],
    curves: [
      'compareCurves',
      { members: [ref], scale: 'account', points: 500, baseline: null, picture: bomb },
    ],
  };
  for (const [what, [name, input]] of Object.entries(questions)) {
    codes[what] = await timed(`${what}: ${bomb}`, async () => {
      const reply = await dispatch(running.engine, name, input);
      return reply.ok ? 'ok' : reply.error.code;
    });
  }
  const jobs: Record<string, [name: string, input: unknown]> = {
    report: ['startReport', { archive, backtests: [id], to: null }],
    verify: ['startVerify', { archive, depth: 'full' }],
    index: ['startIndex', { archive, rebuild: false }],
  };
  for (const [what, [name, input]] of Object.entries(jobs)) {
    codes[what] = await timed(`${what}: ${bomb}`, async () => {
      const reply = await dispatch(running.engine, name, input);
      if (!reply.ok) return reply.error.code;
      const end = await endOf((reply.value as { job: string }).job);
      return end.error?.code ?? (end.failures > 0 ? 'failures listed' : 'ok');
    });
  }
  return codes;
}

async function timed(what: string, work: () => Promise<string>): Promise<string> {
  const before = process.cpuUsage();
  const code = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  if (seconds > report.slowest.seconds) report.slowest = { seconds, what };
  return code;
}

function endOf(job: string): Promise<Job> {
  return new Promise((resolve) => {
    const now = ended.get(job);
    if (now !== undefined) resolve(now);
    else ends.set(job, resolve);
  });
}
