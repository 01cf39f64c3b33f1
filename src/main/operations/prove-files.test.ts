import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { aContainer, readFixture } from '#testing/bundle-builder.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { readContainer } from '../formats/bundle/container.ts';
import { openFrameWriter } from '../formats/zstd/frame-writer.ts';
import { migrateToTiered } from './migrate-store.ts';
import { migrateToFolder } from './migrate-to-folder.ts';
import { proveFiles } from './prove-files.ts';
import { reclaim } from './reclaim.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const { task } = createTask();

/** Negative levels are not tried: no release of the framework uses one. */
const oddFrame = { how: 'one-shot', level: -5, checksum: false } as const;

describe('a file whose frame no recipe makes again', () => {
  it('is found out, comes out with the same payload and says so', async () => {
    const payload = await migrateOddFile();
    const proved = await proveFiles({ root: folder.at('archive') }, task);
    expect(proved.proof).toEqual({ payload: 0, file: 0, payloadOnly: 1 });

    const outcome = await migrateBack();
    expect(outcome).toMatchObject({ added: 1, failures: [] });
    const bytes = await readFile(folder.at('back', 'odd.iafbt'));
    expect(bytes.equals(await readFile(folder.at('source', 'odd.iafbt')))).toBe(false);
    expect(Buffer.compare(readContainer(bytes).payload, payload)).toBe(0);
  });

  it('stays at its source, unless its payload is enough', async () => {
    await migrateOddFile();
    await proveFiles({ root: folder.at('archive') }, task);
    const request = { source: folder.at('source'), into: folder.at('archive'), isDryRun: false };
    const refused = await reclaim({ ...request, acceptPayload: false }, task);
    expect(refused).toMatchObject({ moved: 0, kept: [{ code: 'not-proved' }] });
    expect(await reclaim({ ...request, acceptPayload: true }, task)).toMatchObject({ moved: 1 });
  });

  it('is kept whole when that is asked for, and comes out as it came', async () => {
    await migrateOddFile();
    const request = { root: folder.at('archive'), keepFramesFrom: folder.at('source') };
    const proved = await proveFiles(request, task);
    expect(proved.proof).toEqual({ payload: 0, file: 1, payloadOnly: 0 });

    await migrateBack();
    const bytes = await readFile(folder.at('back', 'odd.iafbt'));
    expect(bytes.equals(await readFile(folder.at('source', 'odd.iafbt')))).toBe(true);
  });

  it('is not kept from a source that has changed', async () => {
    await migrateOddFile();
    await writeFile(folder.at('source', 'odd.iafbt'), 'something else', { flag: 'a' });
    const failures: string[] = [];
    const { task: watched } = createTask({ failure: ({ code }) => failures.push(code) });
    const request = { root: folder.at('archive'), keepFramesFrom: folder.at('source') };
    const proved = await proveFiles(request, watched);
    expect(proved.proof).toEqual({ payload: 0, file: 0, payloadOnly: 1 });
    expect(failures).toEqual(['hash-mismatch']);
  });
});

async function migrateOddFile(): Promise<Uint8Array> {
  const { payload } = readContainer(readFixture('v2/event/event_multi_0.iafbt'));
  const frame = openFrameWriter()(payload, oddFrame);
  if (frame === null) throw new Error('no library here writes such a frame');
  await mkdir(folder.at('source'));
  await writeFile(folder.at('source', 'odd.iafbt'), aContainer(2, frame));
  const places = { source: folder.at('source'), target: folder.at('archive') };
  await migrateToTiered({ ...places, proof: 'payload' }, task);
  return payload;
}

function migrateBack() {
  const places = { source: folder.at('archive'), target: folder.at('back') };
  return migrateToFolder({ ...places, original: false }, task);
}
