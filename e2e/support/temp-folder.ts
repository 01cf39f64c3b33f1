import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './project-folder.ts';

export const demoFolder = join(projectFolder, 'resources', 'demo');
export const invalidBundles = join(projectFolder, 'fixtures', 'interop', 'invalid');

/** A folder of the test's own, gone when the test is over. */
export function tempFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'strata-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Copies bundles, without what lies beside them, so that the originals are never indexed in place. */
export function copyBundles(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (name) => !/\.(json|sqlite(-\w+)?)$/.test(name),
  });
}

/** Paths of the bundles below a folder, in order. */
export function bundlesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(iafbt|obtf)$/.test(name))
    .toSorted();
}

/** How many there are in what the tests open most. */
export const demoCount = bundlesBelow(demoFolder).length;
export const sweepCount = bundlesBelow(join(demoFolder, 'sweep_a')).length;
