import type { Archive } from './archive.ts';

export interface OpenArchiveOptions {
  /** Where the index of a folder that cannot be written is kept. */
  stateFolder?: string;
  /** Opens a folder of bundles that has no index yet, too: its table is empty until it is indexed. */
  mayLackIndex?: boolean;
}

/**
 * Opens a folder of bundles or an `index.sqlite` for reading. Throws `not-found`, `not-an-archive`
 * (also for a folder without an index, with how to make one), `archive-newer`, `index-damaged`, `no-permission`.
 */
export async function openArchive(
  path: string,
  options: OpenArchiveOptions = {},
): Promise<Archive> {
  throw new Error(`not built yet: ${path} ${JSON.stringify(options)}`);
}
