import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { collectGarbage } from '../../main/operations/collect-garbage.ts';
import { compactArchive } from '../../main/operations/compact-archive.ts';
import { deleteBacktests } from '../../main/operations/delete-backtests.ts';
import { importBundles } from '../../main/operations/import-bundles.ts';
import { importIntoTiered } from '../../main/operations/import-into-tiered.ts';
import { indexFolder } from '../../main/operations/index-folder.ts';
import { mergeArchives } from '../../main/operations/merge-archives.ts';
import { migrateToTiered } from '../../main/operations/migrate-store.ts';
import { migrateToFolder } from '../../main/operations/migrate-to-folder.ts';
import { rebuildTiered } from '../../main/operations/rebuild-tiered.ts';
import { reclaim } from '../../main/operations/reclaim.ts';
import { repairArchive } from '../../main/operations/repair-archive.ts';
import { createTask } from '../../main/operations/task-context.ts';
import { undeleteBacktests } from '../../main/operations/undelete-backtests.ts';

/** Where everything of a world lies; see `make-world.ts`. */
export function placesIn(world: string) {
  const at = (name: string) => join(world, name);
  return {
    archive: at('archive'),
    other: at('other'),
    /** A copy of the other archive that has lost a file. */
    broken: at('broken'),
    sweep: at('sweep'),
    incoming: at('incoming'),
    /** Source code that nothing is tied to yet. */
    code: at('code'),
    migrated: at('migrated'),
    exported: at('exported'),
  };
}

const { task } = createTask();
const threads = 1;
const everything = { filter: '' };

/** Every verb that changes the disk, as it is done to a world. */
export const verbs: Readonly<Record<string, (world: string) => Promise<unknown>>> = {
  import: (world) => {
    const { archive, incoming } = placesIn(world);
    return importIntoTiered({ root: archive, sources: [incoming], threads }, task);
  },
  'tie code': (world) => {
    const { archive, sweep, code } = placesIn(world);
    return importIntoTiered({ root: archive, sources: [sweep], code, threads }, task);
  },
  migrate: (world) => {
    const { sweep, migrated } = placesIn(world);
    return migrateToTiered({ source: sweep, target: migrated, proof: 'payload', threads }, task);
  },
  'migrate back': (world) => {
    const { archive, exported } = placesIn(world);
    return migrateToFolder({ source: archive, target: exported, original: true, threads }, task);
  },
  delete: (world) =>
    deleteBacktests({ root: placesIn(world).archive, which: everything, moveBundles: false }, task),
  undelete: (world) =>
    undeleteBacktests({ root: placesIn(world).archive, names: ['event/event_010'] }, task),
  gc: (world) =>
    collectGarbage({ root: placesIn(world).archive, isDryRun: false, withoutWaiting: true }, task),
  compact: (world) => compactArchive({ root: placesIn(world).archive }, task),
  merge: (world) => {
    const { archive, other } = placesIn(world);
    return mergeArchives({ root: archive, other }, task);
  },
  rebuild: (world) => rebuildTiered({ root: placesIn(world).archive, threads }, task),
  'rebuild without an index': async (world) => {
    const { archive } = placesIn(world);
    await rm(join(archive, 'index.sqlite'), { force: true });
    return rebuildTiered({ root: archive, threads }, task);
  },
  repair: (world) => {
    const { broken, other } = placesIn(world);
    return repairArchive({ root: broken, from: [other], isDryRun: false, threads }, task);
  },
  reclaim: (world) => {
    const { archive, sweep } = placesIn(world);
    const request = { source: sweep, into: archive, acceptPayload: true, isDryRun: false };
    return reclaim(request, task);
  },
  'index a folder': (world) => indexFolder({ folder: placesIn(world).incoming, threads }, task),
  'import into a folder': (world) => {
    const { sweep, incoming } = placesIn(world);
    return importBundles({ folder: sweep, sources: [incoming], threads }, task);
  },
  'delete from a folder': (world) =>
    deleteBacktests({ root: placesIn(world).sweep, which: everything, moveBundles: true }, task),
};
