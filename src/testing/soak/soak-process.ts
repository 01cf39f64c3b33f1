/**
 * The child that works with one archive for long: imports, deletes, takes back, collects, compacts, lists and reads,
 * by chance, while another connection stays open, as in the app. On its standard output it says what it holds.
 */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { seriesNames } from '#contract/operations.ts';
import { collectGarbage } from '../../main/operations/collect-garbage.ts';
import { compactArchive } from '../../main/operations/compact-archive.ts';
import { deleteBacktests } from '../../main/operations/delete-backtests.ts';
import { importIntoTiered } from '../../main/operations/import-into-tiered.ts';
import { openArchive } from '../../main/operations/open-archive.ts';
import { readSeries } from '../../main/operations/read-series.ts';
import { createTask } from '../../main/operations/task-context.ts';
import { undeleteBacktests } from '../../main/operations/undelete-backtests.ts';
import { verifyArchive } from '../../main/operations/verify-archive.ts';
import { seededRandom } from '../flip-bytes.ts';
import { writeManyBundles } from '../many-bundles.ts';
import type { Held, SoakReport } from './soak.ts';

const [home = '', runs = '0', operations = '0', seconds = '0', seed = '0'] = process.argv.slice(2);
const root = join(home, 'archive');
const random = seededRandom(Number(seed));
const { task } = createTask();
const names = writeManyBundles(join(home, 'bundles'), Number(runs)).map((name) =>
  name.replace('.iafbt', ''),
);
await importIntoTiered({ root, sources: [join(home, 'bundles')], threads: 1 }, task);
const open = await openArchive(root);
const gone = new Set<string>();
const one = () => names[Math.floor(random() * names.length)]!;

const works: (() => Promise<unknown>)[] = [
  async () => {
    const source = join(home, 'again');
    writeManyBundles(source, 8);
    await importIntoTiered({ root, sources: [source], threads: 1 }, task);
    rmSync(source, { recursive: true });
    for (const name of names.slice(0, 8)) gone.delete(name);
  },
  async () => {
    const some = [one(), one(), one()].filter((name) => !gone.has(name));
    if (some.length === 0) return;
    await deleteBacktests({ root, which: { names: [...new Set(some)] }, moveBundles: false }, task);
    for (const name of some) gone.add(name);
  },
  async () => {
    const some = [...gone].slice(0, 4);
    await undeleteBacktests({ root, names: some }, task);
    for (const name of some) gone.delete(name);
  },
  () => collectGarbage({ root, isDryRun: false, withoutWaiting: false }, task),
  () => compactArchive({ root }, task),
  () => verifyArchive({ root, depth: { kind: 'quick' } }, task),
  read,
  read,
  read,
  async () => {
    const other = await openArchive(root);
    other.index.db.prepare('SELECT count(*) FROM backtests').get();
    other.close();
  },
];

async function read(): Promise<void> {
  const id = one();
  if (gone.has(id)) return;
  const series = seriesNames[Math.floor(random() * seriesNames.length)]!;
  await readSeries(open, { id, run: 0, series, points: 200 }).catch(() => null);
}

const report: SoakReport = { done: 0, held: [], damaged: [] };
const end = Date.now() + Number(seconds) * 1000;
const isOver = () => report.done >= Number(operations) && Date.now() >= end;
const every = Math.max(1, Math.floor(Number(operations) / 12));
for (; !isOver(); report.done++) {
  await works[Math.floor(random() * works.length)]!();
  if (report.done % every === every - 1) report.held.push(held());
}
open.close();
const { damaged } = await verifyArchive({ root, depth: { kind: 'full' } }, task);
report.damaged.push(...damaged.map(({ file, message }) => `${file}: ${message}`));
process.stdout.write(JSON.stringify(report));

function held(): Held {
  globalThis.gc?.();
  return {
    files: readdirSync('/proc/self/fd').length,
    megabytes: process.memoryUsage.rss() / 1024 ** 2,
    logMegabytes:
      (statSync(join(root, 'index.sqlite-wal'), { throwIfNoEntry: false })?.size ?? 0) / 1024 ** 2,
  };
}
