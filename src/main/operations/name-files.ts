import { posix } from 'node:path';
import type { ScannedFile } from '../store/folder/examine-file.ts';
import type { FileFacts } from '../store/index/file-facts.ts';
import type { NamedFile } from './compare-files.ts';

/**
 * Gives every file its handle: the path without extension. Where `a.iafbt` and `a.obtf` lie side by side,
 * the second keeps its extension, so that each has a name of its own.
 */
export function nameFiles(files: readonly ScannedFile[]): NamedFile[] {
  const taken = new Set<string>();
  const named = new Map<ScannedFile, NamedFile>();
  for (const suffix of ['.iafbt', '.obtf']) {
    for (const file of files) {
      if (!file.path.toLowerCase().endsWith(suffix)) continue;
      const handle = freeHandle(file.path, suffix, taken);
      taken.add(handle);
      named.set(file, { ...file, facts: factsOf(file, handle, suffix) });
    }
  }
  return files.map((file) => named.get(file)!);
}

function freeHandle(path: string, suffix: string, taken: ReadonlySet<string>): string {
  const stem = path.slice(0, -suffix.length);
  // A file called just ".iafbt" has nothing but its extension for a name.
  let handle = stem === '' || stem.endsWith('/') ? path : stem;
  while (taken.has(handle)) handle += suffix;
  return handle;
}

function factsOf({ path, size, mtimeNs }: ScannedFile, handle: string, suffix: string): FileFacts {
  const folder = posix.dirname(path);
  return {
    handle,
    fileName: posix.basename(path),
    folder: folder === '.' ? '' : folder,
    extension: path.slice(-suffix.length),
    ...timeAndSize(size, mtimeNs),
  };
}

export function timeAndSize(size: number, mtimeNs: bigint) {
  return { size, mtimeNs, mtimeMs: Number(mtimeNs / 1_000_000n) };
}
