import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { makeTieredArchive } from './tiered-archive.ts';

/** Archives made for this file of tests, by their batches: the folder each lies in. */
const made = new Map<string, Promise<string>>();

afterAll(async () => {
  for (const top of made.values()) await rm(await top, { recursive: true, force: true });
});

/**
 * What `makeTieredArchive` makes, with the sources beside it: made once, then copied, which takes a tenth of the
 * time. Every test has its own to change.
 */
export async function copyTieredArchive(
  root: string,
  batches?: readonly (readonly string[])[],
): Promise<string> {
  const key = JSON.stringify(batches ?? null);
  const making = made.get(key) ?? makeOnce(batches);
  made.set(key, making);
  const top = await making;
  const options = { recursive: true, preserveTimestamps: true };
  await cp(join(top, 'archive'), root, options);
  const count = batches?.length ?? 2;
  for (let number = 0; number < count; number++) {
    const source = `-source-${number}`;
    await cp(join(top, `archive${source}`), root + source, options);
  }
  return root;
}

async function makeOnce(batches?: readonly (readonly string[])[]): Promise<string> {
  const top = await mkdtemp(join(tmpdir(), 'strata-made-'));
  await makeTieredArchive(join(top, 'archive'), batches);
  return top;
}
