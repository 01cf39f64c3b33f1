import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A tiered store of the reference (FORMATS §13): its bundles are the truth, the rest of it can be made from them. */
export interface ReferenceStore {
  /** Folder of the bundles; handles are paths below it. */
  bundles: string;
  /** Folder of all price files, whatever the bundles say. */
  prices: string;
}

/** The store of a folder that holds one: `bundles/`, beside it its Parquet files, and no bundle beside them. */
export async function findReferenceStore(folder: string): Promise<ReferenceStore | null> {
  const names = await readdir(folder).catch((): string[] => []);
  const holdsBundle = names.some((name) => /\.(iafbt|obtf)$/i.test(name));
  if (!names.includes('bundles') || !names.includes('parquet') || holdsBundle) return null;
  return { bundles: join(folder, 'bundles'), prices: join(folder, 'ohlcv') };
}
