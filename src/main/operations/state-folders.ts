import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isWithin } from './place-book.ts';

/** Where in the state folder things lie. */
export interface StateFolders {
  readonly state: string;
  readonly demo: string;
  readonly engines: string;
  readonly uploads: string;
  readonly downloads: string;
  /** The folder of the upload that a path lies in, or null. */
  uploadOf(path: string): string | null;
}

export function stateFoldersIn(state: string): StateFolders {
  const uploads = join(state, 'uploads');
  return {
    state,
    demo: join(state, 'demo'),
    engines: join(state, 'engines'),
    uploads,
    downloads: join(state, 'downloads'),
    uploadOf(path) {
      if (!isWithin(uploads, path) || path === uploads) return null;
      const [first] = path.slice(uploads.length + 1).split(/[\\/]/);
      return join(uploads, first!);
    },
  };
}

const DAY_MILLISECONDS = 24 * 3600 * 1000;

/** Uploads and downloads of jobs that are no more, a day after: another engine may just be making one. */
export async function removeLeftovers(
  folders: StateFolders,
  isWanted: (path: string) => boolean,
  now: number,
): Promise<void> {
  for (const parent of [folders.uploads, folders.downloads]) {
    const names = await readdir(parent).catch(() => []);
    for (const name of names) {
      const path = join(parent, name);
      const facts = await stat(path).catch(() => null);
      const isOld = facts !== null && now - facts.mtimeMs > DAY_MILLISECONDS;
      if (isOld && !isWanted(path)) await rm(path, { recursive: true, force: true });
    }
  }
}
