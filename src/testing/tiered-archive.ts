import { join } from 'node:path';
import { importIntoTiered } from '../main/operations/import-into-tiered.ts';
import { createTask } from '../main/operations/task-context.ts';
import { placeBundle } from './demo-bundles.ts';

/** Small real bundles: of two strategies, and of the first format. */
export const smallBundles = [
  'event/event_000.iafbt',
  'event/event_002.iafbt',
  'event/event_004.iafbt',
  'event/event_006.iafbt',
  'event/event_008.iafbt',
] as const;

/** Imports bundles that ship with the app, each list as a batch of its own; the archive's folder. */
export async function makeTieredArchive(
  root: string,
  batches: readonly (readonly string[])[] = [smallBundles.slice(0, 3), smallBundles.slice(3)],
): Promise<string> {
  for (const [number, batch] of batches.entries()) {
    const source = `${root}-source-${number}`;
    for (const path of batch) await placeBundle(path, join(source, path));
    await importIntoTiered({ root, sources: [source], threads: 1 }, createTask().task);
  }
  return root;
}

/** The bundles of a folder as a tiered archive; the archive's folder. */
export async function tieredArchiveOf(root: string, bundles: string): Promise<string> {
  await importIntoTiered({ root, sources: [bundles], threads: 1 }, createTask().task);
  return root;
}
