import { join, posix } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { BundleRecord } from '../formats/bundle/bundle-record.ts';
import { nameAfter } from '../store/files/atomic-file.ts';
import { copyFileAtomically, isSameContent } from '../store/files/copy-file.ts';
import { type CopiedPrices, copyOhlcv } from './copy-ohlcv.ts';
import type { ReadFacts } from './decode-file.ts';
import type { ImportFile } from './find-import-files.ts';

export interface ImportedBundle {
  /** Where it lies now, relative to the archive. */
  path: string;
  isNew: boolean;
  /** Its own name was taken by another bundle. */
  isRenamed: boolean;
  bytes: number;
}

/**
 * Copies one bundle that was read into the archive, under its own name or the next free one
 * (`name-2.iafbt`). The bytes copied are those that were read, or it is `file-changed`.
 */
export async function importOne(
  folder: string,
  file: ImportFile,
  record: BundleRecord,
  facts: ReadFacts,
): Promise<ImportedBundle> {
  const wanted = withSuffix(file.path, record.formatVersion);
  for (let attempt = 0; ; attempt++) {
    const path = attempt === 0 ? wanted : siblingOf(wanted, attempt);
    const to = join(folder, path);
    try {
      const options = { name: file.path, overwrite: false, expected: facts };
      const bytes = await copyFileAtomically(file.realPath, to, options);
      return { path, isNew: true, isRenamed: attempt > 0, bytes };
    } catch (error) {
      if (!(error instanceof ArchiveError) || error.code !== 'already-exists') throw error;
      if (isSameContent(file.realPath, to)) {
        return { path, isNew: false, isRenamed: false, bytes: 0 };
      }
    }
  }
}

/** The price files of an imported bundle. Throws what `copyOhlcv` throws; the bundle is there all the same. */
export function importOhlcv(
  folder: string,
  file: ImportFile,
  path: string,
  ohlcv: BundleRecord['ohlcv'],
): Promise<CopiedPrices> {
  const to = join(folder, path);
  const { realPath: from, top: fromTop, priceFolder } = file;
  return copyOhlcv({
    ohlcv,
    from,
    fromTop,
    to,
    toTop: folder,
    ...(priceFolder && { priceFolder }),
  });
}

/** A file named by hand may be called anything; in the archive its suffix says what it is. */
function withSuffix(path: string, formatVersion: number): string {
  if (/\.(iafbt|obtf)$/.test(path)) return path;
  return `${path}${formatVersion >= 5 ? '.obtf' : '.iafbt'}`;
}

function siblingOf(path: string, attempt: number): string {
  return posix.join(posix.dirname(path), nameAfter(posix.basename(path), attempt));
}
