import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Numbers from 0 to below 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What is no data: who writes just now, and when what was last verified. */
const noData = /^(?:writer\.|checked\.json|ballast|tmp\/|trash\/|quarantine\/|index\.sqlite)/;

/** Paths of all data files below a folder, sorted. */
export async function dataFilesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((file) => !noData.test(file))
    .sort();
}

/**
 * Flips bytes of every data file below a folder, one at a time, and puts them right again. Gives
 * `file @ offset` for those that `findDamage` did not name.
 */
export async function flipEverywhere(
  root: string,
  { each, seed }: { each: number; seed: number },
  findDamage: () => Promise<string[]>,
): Promise<string[]> {
  const random = seededRandom(seed);
  const missed: string[] = [];
  for (const file of await dataFilesIn(root)) {
    const path = join(root, file);
    const bytes = await readFile(path);
    for (let flip = 0; flip < each; flip++) {
      const at = Math.floor(random() * bytes.length);
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ (1 << Math.floor(random() * 8));
      await writeFile(path, damaged);
      if (!(await findDamage()).includes(file)) missed.push(`${file} @ ${at}`);
    }
    await writeFile(path, bytes);
  }
  return missed;
}

/** Flips one byte in the middle of a file, whose time stays as it was. */
export async function untilFlipped(path: string): Promise<boolean> {
  const { atime, mtime } = await stat(path);
  const bytes = await readFile(path);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(path, bytes);
  await utimes(path, atime, mtime);
  return true;
}
