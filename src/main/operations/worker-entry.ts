/**
 * Where a worker's entry lies: beside the module that starts it, as a source when that is one, else as
 * a file of the build, in which all entries share a folder.
 */
export function workerEntry(moduleUrl: string, name: string): URL {
  const extension = moduleUrl.endsWith('.ts') ? 'ts' : 'mjs';
  return new URL(`${name}.${extension}`, moduleUrl);
}
