import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import { readOrdinary } from '../durable/ordinary-file.ts';
import { writeFileAtomically } from '../files/atomic-file.ts';
import { layout } from './layout.ts';

/** When each batch was last verified in full: epoch ms by the name of its manifest. */
export async function readVerifiedAt(root: string): Promise<Map<string, number>> {
  try {
    const text = await readOrdinary(join(root, layout.checksFile), layout.checksFile);
    const value: unknown = JSON.parse(text.toString('utf8'));
    const entries = Object.entries(value ?? {}).filter(([, at]) => typeof at === 'number');
    return new Map(entries as [string, number][]);
  } catch {
    return new Map(); // Missing or damaged: everything is verified anew.
  }
}

const refusals: ReadonlySet<string> = new Set(['no-permission', 'disk-full', 'io-error']);

/** Where nothing can be written, nothing is remembered: what was found counts all the same. */
export async function saveVerifiedAt(
  root: string,
  verified: ReadonlyMap<string, number>,
): Promise<void> {
  const text = `${JSON.stringify(Object.fromEntries([...verified].sort()))}\n`;
  try {
    const options = { overwrite: true, name: layout.checksFile };
    await writeFileAtomically(
      join(root, layout.checksFile),
      new TextEncoder().encode(text),
      options,
    );
  } catch (error) {
    if (!(error instanceof ArchiveError && refusals.has(error.code))) throw error;
  }
}
