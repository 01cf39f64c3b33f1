import { basename } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { type IndexReader, openIndexReader } from '../store/index/open-index.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { manifestNames } from '../store/tiered/read-manifests.ts';
import { hasStoredTables, knownManifests } from '../store/tiered/stored-index.ts';
import { openTieredReader, type TieredReader } from '../store/tiered/tiered-reader.ts';
import type { Archive } from './archive.ts';
import { archiveIdOf, isWritable, marksPlaceOf, ownIndexOf } from './archive-place.ts';
import { isBehind } from './heal-derived.ts';

/** The tiered archive of a folder. Throws `archive-newer`, `index-damaged`, `file-damaged`. */
export async function openTieredArchive(root: string, stateFolder?: string): Promise<Archive> {
  const file = await readArchiveFile(root);
  if (file === null) throw new ArchiveError('not-an-archive', `${root} is no tiered archive`);
  const indexFile = ownIndexOf(root);
  const index = openTieredIndex(indexFile);
  const marks = await marksPlaceOf(root, stateFolder);
  index.marksFiles = marks.files;
  const isEmpty = knownManifests(index.db).size === 0;
  let reader: TieredReader | null = null;
  return {
    id: archiveIdOf(root),
    kind: 'local-tiered',
    name: basename(root) || root,
    folder: root,
    indexFile,
    isByFile: false,
    isReadOnly: !file.mayWrite || !(await isWritable(root)),
    index,
    marks,
    tiers() {
      reader ??= openTieredReader(root, index);
      return reader;
    },
    isIndexLost: isEmpty && (await manifestNames(root)).length > 0,
    isBehind: await isBehind(root, index),
    close() {
      index.close();
      reader?.close().catch((error: unknown) => console.error('closing an archive:', error));
    },
  };
}

/** The index of a tiered archive is made from the archive itself, never from a folder of bundles. */
function openTieredIndex(indexFile: string): IndexReader {
  const advice = 'Run strata rebuild: the index is made again from the archive.';
  try {
    const index = openIndexReader(indexFile);
    if (index.origin === 'strata' && hasStoredTables(index.db)) return index;
    index.close();
  } catch (error) {
    if (!(error instanceof ArchiveError) || !indexIsToBlame(error)) throw error;
    throw new ArchiveError('index-damaged', error.message, { cause: error, advice });
  }
  throw new ArchiveError('index-damaged', `${indexFile} is not that of the tiered archive`, {
    advice,
  });
}

function indexIsToBlame({ code }: ArchiveError): boolean {
  return ['not-found', 'not-an-archive', 'index-outdated', 'index-damaged'].includes(code);
}
