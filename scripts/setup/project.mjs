import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout these scripts belong to. */
export const projectFolder = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export function inProject(...parts) {
  return join(projectFolder, ...parts);
}

/** What the scripts remember about this checkout; gone with `node_modules`, as it should be. */
export function noteFile(name) {
  const folder = inProject('node_modules', '.strata');
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
