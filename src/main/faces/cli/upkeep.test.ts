import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyTieredArchive } from '#testing/copied-archive.ts';
import { untilFlipped } from '#testing/flip-bytes.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { takeWriterLock } from '../../store/files/writer-lock.ts';

const folder = temporaryFolder();

async function json(args: string[]) {
  const run = await runCommand('strata', [...args, '--json']);
  return { code: run.code, value: JSON.parse(run.stdout) };
}

describe('looking after a tiered archive from the command line', () => {
  it('deletes, undeletes, compacts, collects, rebuilds, and verifies what is left', async () => {
    const root = await copyTieredArchive(folder.at('archive'));
    expect(await json(['delete', root, 'event/event_000', 'event/event_006'])).toEqual({
      code: 0,
      value: { deleted: ['event/event_000', 'event/event_006'], failed: [] },
    });
    expect((await json(['undelete', root, 'event/event_006'])).value.restored).toEqual([
      'event/event_006',
    ]);
    expect((await json(['compact', root])).value.batches).toEqual({
      before: 2,
      merged: 2,
      after: 1,
    });
    const refused = await runCommand('strata', ['gc', root, '--now']);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    const { trashed, emptied } = (await json(['gc', root, '--now', '--i-know'])).value;
    // The deletion of event_000 went as well: it hides nothing any more.
    expect(emptied.files).toBe(trashed.length + 1);
    expect((await json(['rebuild', root])).value).toMatchObject({ added: 4, failed: [] });
    expect(await json(['verify', root, '--full'])).toMatchObject({
      code: 0,
      value: { damaged: [] },
    });
    expect((await runCommand('strata', ['undelete', root, 'event/event_000'])).code).toBe(3);
  });

  it('tells damage from what could not be checked by the exit code', async () => {
    const root = await copyTieredArchive(folder.at('archive'), [['event/event_008.iafbt']]);
    await untilFlipped(join(root, 'archive.json'));
    const damaged = await json(['verify', root, '--quick']);
    expect(damaged.code).toBe(1);
    expect(damaged.value.damaged).toMatchObject([{ file: 'archive.json', code: 'file-damaged' }]);
    const lock = takeWriterLock(join(root, 'writer'), 'archive');
    expect((await runCommand('strata', ['verify', root])).code).toBe(4);
    lock.release();
  });

  it('repairs from bundles, and lists what it would do first', async () => {
    const root = await copyTieredArchive(folder.at('archive'), [['event/event_008.iafbt']]);
    await rm(join(root, 'parquet/runs'), { recursive: true });
    const from = ['--from', `${root}-source-0`];
    expect((await runCommand('strata', ['verify', root])).code).toBe(1);
    const dry = (await json(['repair', root, ...from, '--dry-run'])).value;
    expect(dry.reimported).toEqual(['event/event_008']);
    expect((await json(['repair', root, ...from])).value.reimported).toEqual(['event/event_008']);
    expect((await runCommand('strata', ['verify', root, '--full'])).code).toBe(0);
  });
});
