/**
 * The child that takes bundles into an archive one after the other, deletes every fifth again, and says on its
 * standard output what is done as soon as that is promised to last.
 */
import { writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { deleteBacktests } from '../../main/operations/delete-backtests.ts';
import { importIntoTiered } from '../../main/operations/import-into-tiered.ts';
import { createTask } from '../../main/operations/task-context.ts';
import { placeBundle } from '../demo-bundles.ts';

const [root = '', ...bundles] = process.argv.slice(2);
const { task } = createTask();
const folder = await mkdtemp(join(tmpdir(), 'strata-acknowledging-'));
for (const [number, bundle] of bundles.entries()) {
  const name = `${basename(bundle, '.iafbt')}`;
  const source = join(folder, `${name}.iafbt`);
  await placeBundle(bundle, source);
  await importIntoTiered({ root, sources: [source], threads: 1 }, task);
  acknowledge({ present: name });
  if (number % 5 !== 4) continue;
  await deleteBacktests({ root, which: { names: [name] }, moveBundles: false }, task);
  acknowledge({ gone: name });
}
await rm(folder, { recursive: true });

function acknowledge(what: object): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}
