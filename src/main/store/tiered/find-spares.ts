import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readOrdinary } from '../durable/ordinary-file.ts';
import { sha256 } from '../durable/publisher.ts';
import { layout } from './layout.ts';

/** Files elsewhere that may have the bytes of one that is lost. */
export interface Spares {
  /** Bytes with that hash; `size` null where it is not known. */
  find(hash: string, size: number | null): Promise<Uint8Array | null>;
}

/** Looks through trash/ and quarantine/ of the archive and whatever folders and files are named. */
export async function findSpares(root: string, from: readonly string[]): Promise<Spares> {
  const bySize = new Map<number, string[]>();
  const places = [join(root, layout.trash), join(root, layout.quarantine), ...from];
  for (const place of places) {
    for (const path of await filesBelow(place)) {
      const { size } = await stat(path);
      bySize.set(size, [...(bySize.get(size) ?? []), path]);
    }
  }
  return {
    async find(hash, size) {
      // A file of unknown size is looked for by its name, which is its hash.
      const all = size === null ? [...bySize.values()].flat() : (bySize.get(size) ?? []);
      for (const path of size === null ? all.filter((one) => one.includes(hash)) : all) {
        const bytes = await readOrdinary(path, path).catch(() => null);
        if (bytes !== null && sha256(bytes) === hash) return bytes;
      }
      return null;
    },
  };
}

async function filesBelow(place: string): Promise<string[]> {
  const facts = await stat(place).catch(() => null);
  if (facts === null) return [];
  if (facts.isFile()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((one) => join(one.parentPath, one.name));
}
