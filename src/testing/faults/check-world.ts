import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeViews } from '../../main/operations/sql/write-views.ts';
import { createTask } from '../../main/operations/task-context.ts';
import { verifyArchive } from '../../main/operations/verify-archive.ts';
import { openIndexReader } from '../../main/store/index/open-index.ts';
import { readTruth } from '../../main/store/tiered/catch-up.ts';
import { layout } from '../../main/store/tiered/layout.ts';
import { openTieredWriter } from '../../main/store/tiered/open-writer.ts';
import { placesIn } from './verbs.ts';

const { task } = createTask();

/** Everything of a world that a user could tell apart. */
export interface WorldState {
  archive: string[];
  /** Backtests of the archive that have source code, by id. */
  coded: string[];
  migrated: string[];
  sweep: string[];
  /** What the trash of the folder holds, whichever of its folders: a kill may leave a second name of a file there. */
  trash: string[];
  exported: string[];
  /** Files of the broken archive that verifying names. */
  missing: number;
}

export async function stateOf(world: string): Promise<WorldState> {
  const { archive, migrated, sweep, exported, broken } = placesIn(world);
  const inSweep = await bundlesIn(sweep);
  const isTrash = (path: string) => path.startsWith('.strata-trash');
  return {
    archive: handlesIn(archive),
    coded: await codedIn(archive),
    migrated: handlesIn(migrated),
    sweep: inSweep.filter((path) => !isTrash(path)),
    trash: [...new Set(inSweep.filter(isTrash).map((path) => path.split('/').at(-1)!))].sort(),
    exported: await bundlesIn(exported),
    missing: (await verifyArchive({ root: broken, depth: { kind: 'quick' } }, task)).damaged.length,
  };
}

/**
 * Opens what a process left behind as the next one would, and proves every byte of it. What is wrong, one
 * line each.
 */
export async function faultsOf(world: string): Promise<string[]> {
  const { archive, migrated } = placesIn(world);
  const faults: string[] = [];
  for (const root of [archive, migrated]) {
    if (!existsSync(join(root, layout.archiveFile))) continue;
    const writer = await openTieredWriter(root, { create: false, now: Date.now() });
    faults.push(...writer.damaged.map(({ file, message }) => `${file}: ${message}`));
    writer.close();
    await writeViews(root).catch(() => undefined);
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
    faults.push(...damaged.map(({ file, message }) => `${file}: ${message}`));
    const left = await readdir(join(root, layout.temporary)).catch(() => []);
    faults.push(...left.map((name) => `tmp/${name} was left behind`));
  }
  return faults;
}

function handlesIn(root: string): string[] {
  const file = join(root, layout.indexFile);
  if (!existsSync(file)) return [];
  const { db, close } = openIndexReader(file);
  try {
    return db.prepare<[], string>('SELECT handle FROM backtests ORDER BY handle').pluck().all();
  } finally {
    close();
  }
}

async function codedIn(root: string): Promise<string[]> {
  const { live } = await readTruth(root);
  const counted = live.batches.flatMap((batch) =>
    batch.manifest.backtests.filter(({ id, code }) => batch.live.has(id) && code !== null),
  );
  return counted.map(({ id }) => id).sort();
}

async function bundlesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => [] as string[]);
  return names.filter((name) => /\.(iafbt|obtf)$/.test(name)).sort();
}
