import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { formatVersion } from '../store/tiered/archive-file.ts';
import { layout } from '../store/tiered/layout.ts';
import { sealJson } from '../store/tiered/sealed-json.ts';
import { deleteBacktests } from './delete-backtests.ts';
import { migrateToFolder } from './migrate-to-folder.ts';
import { openArchive } from './open-archive.ts';
import { rebuildTiered } from './rebuild-tiered.ts';
import { createTask } from './task-context.ts';
import { undeleteBacktests } from './undelete-backtests.ts';
import { verifyArchive } from './verify-archive.ts';

/**
 * reliability.md §4, row 26. `fixtures/archives/format-N` was written when N was the newest format and must be
 * read for ever: two batches of two bundles of `fixtures/interop`, `notrade` deleted, no index.
 */
const folder = temporaryFolder();
const { task } = createTask();
const formats = Array.from({ length: formatVersion }, (_, at) => at + 1);

async function anArchive(format = formatVersion): Promise<string> {
  const root = folder.at('archive');
  await cp(join(fixturesFolder, 'archives', `format-${format}`), root, { recursive: true });
  await rebuildTiered({ root, threads: 1 }, task);
  return root;
}

async function rewrite(root: string, change: object): Promise<void> {
  const file = join(root, layout.archiveFile);
  const { sha256: _, ...value } = JSON.parse(await readFile(file, 'utf8')) as Record<
    string,
    unknown
  >;
  await writeFile(file, sealJson({ ...value, ...change }));
}

describe.each(formats)('an archive of format %i', (format) => {
  it('opens, is whole to the last byte, and gives back the very bundles', async () => {
    const root = await anArchive(format);
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
    expect(damaged).toEqual([]);
    const undeleted = await undeleteBacktests({ root, names: ['notrade'] }, task);
    expect(undeleted.restored).toEqual(['notrade']);
    const request = { source: root, target: folder.at('out'), original: true, threads: 1 };
    const { failed } = await migrateToFolder(request, task);
    expect(failed).toBe(0);
    for (const path of ['v1/event', 'v1/notrade', 'v2/edge/full_fields', 'v4/event_only']) {
      const before = await readFile(join(fixturesFolder, 'interop', `${path}.iafbt`));
      const after = await readFile(folder.at('out', `${path.split('/').at(-1)}.iafbt`));
      expect([path, after.equals(before)]).toEqual([path, true]);
    }
  });
});

describe('an archive of a Strata to come', () => {
  it('of another format is refused by its number, to read and to write', async () => {
    const root = await anArchive();
    await rewrite(root, { format: formatVersion + 1 });
    const refused = {
      code: 'archive-newer',
      message: expect.stringContaining(`format ${formatVersion + 1}`),
    };
    await expect(openArchive(root)).rejects.toMatchObject(refused);
    const which = { names: ['event'] };
    await expect(deleteBacktests({ root, which, moveBundles: false }, task)).rejects.toMatchObject(
      refused,
    );
  });

  it('with a feature that readers have to know is refused by its name', async () => {
    const root = await anArchive();
    await rewrite(root, { readFeatures: ['braided-chunks'] });
    await expect(openArchive(root)).rejects.toMatchObject({
      code: 'archive-newer',
      message: expect.stringContaining('braided-chunks'),
    });
  });

  it('with a feature that only writers have to know is read, and not written', async () => {
    const root = await anArchive();
    await rewrite(root, { writeFeatures: ['braided-chunks'] });
    const archive = await openArchive(root);
    expect(archive.isReadOnly).toBe(true);
    const handles = archive.index.db
      .prepare('SELECT handle FROM backtests ORDER BY handle')
      .pluck();
    expect(handles.all()).toEqual(['event', 'event_only', 'full_fields']);
    archive.close();
    const refused = deleteBacktests(
      { root, which: { names: ['event'] }, moveBundles: false },
      task,
    );
    await expect(refused).rejects.toMatchObject({ code: 'archive-newer' });
    const { damaged } = await verifyArchive({ root, depth: { kind: 'full' }, threads: 1 }, task);
    expect(damaged).toEqual([]);
  });
});
