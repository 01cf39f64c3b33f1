import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import type { ScannedFile } from '../store/folder/examine-file.ts';
import { scanFolder } from '../store/folder/scan-folder.ts';
import { isWithin } from './place-book.ts';
import { findReferenceStore } from './reference-store.ts';

/** A bundle to import; `path` is where it is to lie in the archive. */
export interface ImportFile extends ScannedFile {
  /** The folder that was named, or the file's own: what belongs to the bundle is looked for below it. */
  top: string;
  /** Where its price files lie, whatever it says itself: in a tiered store of the reference. */
  priceFolder?: string;
}

export interface ImportFiles {
  files: ImportFile[];
  failures: JobFailure[];
  skipped: JobFailure[];
}

/** `under`: files named below it keep the folders between. Files as they are named; of folders every bundle below them, with its folders; of a tiered store of the reference its bundles. */
export async function findImportFiles(
  sources: readonly string[],
  signal: AbortSignal,
  under: string | null = null,
): Promise<ImportFiles> {
  const found: ImportFiles = { files: [], failures: [], skipped: [] };
  for (const source of sources) {
    try {
      await findIn(source, found, signal, under);
    } catch (error) {
      const failure = asFileFailure(error, basename(source));
      if (!(failure instanceof ArchiveError) || failure.code === 'cancelled') throw failure;
      found.failures.push({ ...describeFailure(failure), file: basename(source) });
    }
  }
  return found;
}

async function findIn(
  source: string,
  found: ImportFiles,
  signal: AbortSignal,
  under: string | null,
): Promise<void> {
  const realPath = await realpath(source);
  const facts = await stat(realPath, { bigint: true });
  if (facts.isFile()) {
    const { mtimeNs } = facts;
    const isBelow = under !== null && isWithin(under, realPath);
    const top = isBelow ? under : dirname(realPath);
    const path = isBelow ? relative(under, realPath).split(sep).join('/') : basename(source);
    found.files.push({ path, realPath, size: Number(facts.size), mtimeNs, top });
    return;
  }
  if (!facts.isDirectory()) {
    throw new ArchiveError('file-special', `${basename(source)}: neither a file nor a folder`);
  }
  const store = await findReferenceStore(realPath);
  const scan = await scanFolder(store?.bundles ?? realPath, { signal });
  const prices = store === null ? {} : { priceFolder: store.prices };
  for (const file of scan.files) found.files.push({ ...file, top: realPath, ...prices });
  found.failures.push(...scan.unread);
  found.skipped.push(...scan.skipped);
}
