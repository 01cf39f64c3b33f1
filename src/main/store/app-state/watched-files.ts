import { existsSync, readFileSync } from 'node:fs';
import { createAtomicFile } from '../files/atomic-file.ts';

/** What a file was when it was last taken in: another size or time, and it is looked at again. */
export interface WatchedFile {
  size: number;
  /** Epoch ms. */
  modifiedAt: number;
}

/** Which files of a watched folder were taken in, kept over restarts. Losing it costs reading them again, no more. */
export interface WatchedFiles {
  isKnown(path: string, facts: WatchedFile): boolean;
  add(files: ReadonlyMap<string, WatchedFile>): Promise<void>;
}

/** `file`: JSON, made when first written; one that cannot be read counts as none. */
export function openWatchedFiles(file: string): WatchedFiles {
  const known = new Map(readAll(file));
  return {
    isKnown(path, { size, modifiedAt }) {
      const found = known.get(path);
      return found?.size === size && found.modifiedAt === modifiedAt;
    },
    async add(files) {
      for (const [path, facts] of files) known.set(path, facts);
      const written = await createAtomicFile(file);
      try {
        written.write(Buffer.from(JSON.stringify([...known])));
        await written.commit({ overwrite: true });
      } finally {
        await written.discard();
      }
    },
  };
}

function readAll(file: string): [string, WatchedFile][] {
  if (!existsSync(file)) return [];
  try {
    const read = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(read) ? read : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
