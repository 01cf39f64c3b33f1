import type { ErrorCode } from '#contract/reply.ts';
import type { ScannedFile } from '../store/folder/examine-file.ts';
import type { FileFacts } from '../store/index/file-facts.ts';
import type { KnownFile } from '../store/index/known-files.ts';

/** A file of the folder with the name it has in the index. */
export interface NamedFile extends ScannedFile {
  facts: FileFacts;
}

export interface Comparison {
  /** As the index knows them. */
  unchanged: number;
  /** Could not be read, and are still the same. */
  stillUnreadable: number;
  /** New, changed, or failed for a reason that may be gone: to be read. With what the index has under the handle. */
  toRead: { file: NamedFile; known: KnownFile | null }[];
  /** Known, but no longer there: removed, or now called something else. */
  gone: KnownFile[];
}

/**
 * What has to be read: files whose time or size are not as the index knows them. `failures` says why a
 * known file could not be read; `isUnseen` names what lies in folders that could not be listed.
 */
export function compareFiles(
  files: readonly NamedFile[],
  known: readonly KnownFile[],
  failures: ReadonlyMap<string, ErrorCode>,
  isUnseen: (path: string) => boolean,
): Comparison {
  const left = new Map(known.map((file) => [file.handle, file]));
  const toRead: Comparison['toRead'] = [];
  let unchanged = 0;
  let stillUnreadable = 0;
  for (const file of files) {
    const before = left.get(file.facts.handle) ?? null;
    left.delete(file.facts.handle);
    if (before === null || !isSame(file, before) || mayWorkNow(failures.get(file.path))) {
      toRead.push({ file, known: before });
    } else if (before.bundleId === null) stillUnreadable++;
    else unchanged++;
  }
  const gone = [...left.values()].filter((file) => !isUnseen(file.path));
  return { unchanged, stillUnreadable, toRead, gone };
}

function isSame(file: ScannedFile, known: KnownFile): boolean {
  return file.path === known.path && file.size === known.size && file.mtimeNs === known.mtimeNs;
}

/** Failures of the moment, of which a file's time and size tell nothing. All others stay until the file changes. */
const ofTheMoment: ReadonlySet<ErrorCode> = new Set([
  'no-permission',
  'not-found',
  'io-error',
  'file-changed',
  'timeout',
  'internal',
]);

function mayWorkNow(code: ErrorCode | undefined): boolean {
  return code !== undefined && ofTheMoment.has(code);
}
