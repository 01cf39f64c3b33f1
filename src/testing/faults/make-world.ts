import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deleteBacktests } from '../../main/operations/delete-backtests.ts';
import { indexFolder } from '../../main/operations/index-folder.ts';
import { createTask } from '../../main/operations/task-context.ts';
import { placeBundle } from '../demo-bundles.ts';
import { makeTieredArchive } from '../tiered-archive.ts';
import { placesIn } from './verbs.ts';

const { task } = createTask();

/**
 * A small world of real bundles: an archive of three batches of which the last is deleted, another archive
 * and a broken copy of it, an indexed folder with what the first two batches were made of, a folder of
 * bundles that are new, and one of source code.
 */
export async function makeWorld(world: string): Promise<void> {
  const { archive, other, broken, sweep, incoming, code } = placesIn(world);
  const stored = ['event/event_006.iafbt', 'event/event_008.iafbt', 'event/event_010.iafbt'];
  await makeTieredArchive(
    archive,
    stored.map((path) => [path]),
  );
  await deleteBacktests(
    { root: archive, which: { names: ['event/event_010'] }, moveBundles: false },
    task,
  );
  await makeTieredArchive(other, [['event/event_004.iafbt']]);
  await cp(other, broken, { recursive: true, preserveTimestamps: true });
  await rm(join(broken, 'parquet', 'trades'), { recursive: true });
  for (const name of ['event_006', 'event_008'])
    await placeBundle(`event/${name}.iafbt`, join(sweep, `${name}.iafbt`));
  for (const name of ['event_000', 'event_002'])
    await placeBundle(`event/${name}.iafbt`, join(incoming, `${name}.iafbt`));
  await indexFolder({ folder: sweep, threads: 1 }, task);
  await mkdir(code);
  await writeFile(join(code, 'strategy.py'), 'RULE = "ema"\n');
}

/** SHA-256 of every bundle file below a folder, wherever it lies, sorted. */
export async function bundleHashes(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const bundles = entries.filter((entry) => entry.isFile() && /\.(iafbt|obtf)$/.test(entry.name));
  const hashes = bundles.map(async (entry) =>
    createHash('sha256')
      .update(await readFile(join(entry.parentPath, entry.name)))
      .digest('hex'),
  );
  return (await Promise.all(hashes)).sort();
}
