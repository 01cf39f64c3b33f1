import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenedArchive } from '#contract/operations.ts';
import { demoFolder } from '#testing/demo-bundles.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { tieredArchiveOf } from '#testing/tiered-archive.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

const scope = { rows: 'backtests' as const, filter: '', quick: '' };

async function open(path: string): Promise<OpenedArchive> {
  const place = await app.engine.findPlace({ text: path });
  const opened = await app.engine.openArchive({ place: place.id });
  if (opened.job !== null) await app.ended(opened.job);
  return opened;
}

async function rowsOf(archive: string) {
  const page = { offset: 0, limit: 100, sort: [{ column: 'handle', descending: false }] };
  return (await app.engine.queryRows({ archive, ...scope, ...page, columns: [] })).rows;
}

const folderOfEvents = async () => {
  await cp(join(demoFolder, 'event'), folder.at('root/events'), { recursive: true });
  return folder.at('root/events');
};

describe.each([
  ['a folder of bundles', folderOfEvents],
  [
    'a tiered archive',
    async () => tieredArchiveOf(folder.at('root/archive'), await folderOfEvents()),
  ],
])('deleting the selected rows of %s', (_kind, make) => {
  it('takes them off the list, and Storage gives them back', async () => {
    const { archive } = await open(await make());
    const before = await rowsOf(archive);
    const nos = before.slice(0, 2).map(({ no }) => no);

    const request = { archive, ...scope, selection: { kind: 'rows' as const, nos } };
    const { job } = await app.engine.startDelete(request);

    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { removed: 2 } });
    expect((await rowsOf(archive)).map(({ handle }) => handle)).toEqual(
      before.slice(2).map(({ handle }) => handle),
    );
    const { trash } = await app.engine.storageFacts({ archive });
    expect(trash.backtests).toHaveLength(2);
    expect(trash.backtests[0]).toMatchObject({ deletedAt: expect.any(Number) });

    const names = trash.backtests.map(({ name }) => name);
    const restored = await app.engine.startUndelete({ archive, names });
    expect(await app.ended(restored.job)).toMatchObject({ state: 'done', result: { added: 2 } });
    expect((await rowsOf(archive)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect((await app.engine.storageFacts({ archive })).trash.backtests).toEqual([]);
  });
});

describe('deleting', () => {
  it('takes all that match but those excepted, and nothing where nothing is selected', async () => {
    const root = await folderOfEvents();
    const { archive } = await open(root);
    const [kept] = await rowsOf(archive);
    const all = { archive, rows: 'runs' as const, filter: 'folder = ""', quick: '' };

    const none = { ...all, selection: { kind: 'rows' as const, nos: [] } };
    await expect(app.engine.startDelete(none)).rejects.toMatchObject({ code: 'bad-request' });

    const selection = { kind: 'matching' as const, except: [kept!.no] };
    const { job } = await app.engine.startDelete({ ...all, rows: 'backtests', selection });
    await app.ended(job);
    expect((await rowsOf(archive)).map(({ handle }) => handle)).toEqual([kept!.handle]);
    expect(existsSync(join(root, '.strata-trash'))).toBe(true);
  });

  it('is not done to an index of the framework', async () => {
    await cp(
      join(import.meta.dirname, '../../../fixtures/golden/v2/index.sqlite'),
      folder.at('root/theirs.sqlite'),
    );
    const { archive } = await open(folder.at('root/theirs.sqlite'));
    const selection = { kind: 'matching' as const, except: [] };
    await expect(app.engine.startDelete({ archive, ...scope, selection })).rejects.toMatchObject({
      code: 'no-permission',
    });
  });
});
