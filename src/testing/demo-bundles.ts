import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The real bundles that ship with the app. */
export const demoFolder = fileURLToPath(new URL('../../resources/demo', import.meta.url));

/** Puts one of them somewhere, under any name. */
export async function placeBundle(demoPath: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(join(demoFolder, demoPath), to);
}

/** Puts a whole sweep into a folder, or its first bundles; how many that are. */
export async function placeSweep(sweep: string, folder: string, most?: number): Promise<number> {
  const names = (await readdir(join(demoFolder, sweep))).sort().slice(0, most);
  for (const name of names) await placeBundle(join(sweep, name), join(folder, name));
  return names.length;
}
