import { posix } from 'node:path';
import type { FileFacts } from '../index/file-facts.ts';
import type { StoredFile } from './manifest.ts';

/** What the index says of a file: as it was when it came in. */
export function factsOf(file: StoredFile): FileFacts {
  const folder = posix.dirname(file.path);
  const mtimeNs = BigInt(file.mtimeNs);
  return {
    handle: file.handle,
    fileName: posix.basename(file.path),
    folder: folder === '.' ? '' : folder,
    extension: posix.extname(file.path),
    size: file.size,
    mtimeNs,
    mtimeMs: Number(mtimeNs / 1_000_000n),
  };
}
