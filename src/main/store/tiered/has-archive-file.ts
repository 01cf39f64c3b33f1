import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { layout } from './layout.ts';

/**
 * Whether a folder is a tiered archive. Asked of every folder that is opened, so it loads nothing of what
 * reads one.
 */
export async function hasArchiveFile(folder: string): Promise<boolean> {
  return stat(join(folder, layout.archiveFile)).then(
    (facts) => facts.isFile(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
      throw error;
    },
  );
}
