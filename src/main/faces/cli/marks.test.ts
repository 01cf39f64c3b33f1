import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placeSweep } from '#testing/demo-bundles.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();

async function json(...args: string[]) {
  const run = await runCommand('strata', [...args, '--json']);
  return { code: run.code, value: run.stdout === '' ? null : JSON.parse(run.stdout) };
}

async function starredIn(root: string): Promise<string[]> {
  const { value } = await json('list', root, '--filter', 'starred = 1', '--columns', 'handle');
  return value.map(({ handle }: { handle: string }) => handle);
}

describe('marks from the command line', () => {
  it('are given by name and by filter, listed, exported, and come along into a tiered archive and back', async () => {
    const root = folder.at('sweep');
    await placeSweep('costs', root);
    await json('index', root);
    const [first, second] = (await json('list', root, '--sort', 'handle:asc', '-n', '2')).value;

    expect(await json('star', root, first.handle, second.id.slice(0, 12))).toMatchObject({
      code: 0,
      value: { backtests: 2, changed: 2, file: folder.at('sweep/user.sqlite') },
    });
    const filter = `handle = "${first.handle}"`;
    await json('tag', root, '--filter', filter, '--add', 'good,"low risk"', '--add', 'odd');
    await json('tag', root, first.handle, '--remove', 'odd');
    await json('note', root, first.handle, '--text', 'Survives doubled fees');

    expect((await json('tag', root)).value).toMatchObject({
      tags: [
        { tag: 'good', backtests: 1 },
        { tag: 'low risk', backtests: 1 },
      ],
      starred: 2,
      noted: 1,
    });
    expect((await runCommand('strata', ['note', root, first.handle])).stdout).toBe(
      'Survives doubled fees\n',
    );
    expect((await runCommand('strata', ['show', root, first.handle])).stdout).toContain(
      'good, low risk',
    );
    const csv = await runCommand('strata', [
      ...['list', root, '--csv', '--columns', 'handle,starred,user_tags,note'],
      ...['--filter', filter],
    ]);
    expect(csv.stdout.trim().split(/\r?\n/)[1]).toBe(
      `${first.handle},1,"good, low risk",Survives doubled fees`,
    );

    for (const _ of ['written', 'there already']) {
      await json('note', root, '--filter', filter, '--append', 'Looked at in May');
    }
    expect((await json('note', root, first.handle)).value.note).toBe(
      'Survives doubled fees\n\nLooked at in May',
    );
    await json('note', root, first.handle, '--text', 'Survives doubled fees');

    const tiered = folder.at('tiered');
    const kinds = ['--from', 'local-dir', '--to', 'local-tiered'];
    await json('migrate-store', ...kinds, root, tiered);
    await json('star', root, second.handle, '--remove');
    await json('note', tiered, first.handle, '--text', 'Another');
    await json('migrate-store', ...kinds, root, tiered);
    expect(await starredIn(tiered)).toEqual([first.handle, second.handle]);
    expect((await json('note', tiered, first.handle)).value.note).toBe(
      'Another\n\nSurvives doubled fees',
    );
    expect((await json('verify', tiered, '--quick')).code).toBe(0);

    await writeFile(join(root, 'user.sqlite'), 'no database at all '.repeat(500));
    const damaged = await json('migrate-store', ...kinds, root, tiered);
    expect(damaged).toMatchObject({
      code: 3,
      value: { failed: [{ file: 'user.sqlite', code: 'file-damaged' }] },
    });

    const back = folder.at('back');
    await json('migrate-store', '--from', 'local-tiered', '--to', 'local-dir', tiered, back);
    expect(await starredIn(back)).toEqual([first.handle, second.handle]);
  });

  it('want to be told which, and what', async () => {
    const root = folder.at('sweep');
    await placeSweep('costs', root);
    await json('index', root);
    for (const args of [
      ['star', root],
      ['tag', root, 'x'],
      ['note', root],
      ['note', root, 'x', '--text', 'one', '--append', 'other'],
    ]) {
      expect((await runCommand('strata', args)).code, args.join(' ')).toBe(2);
    }
  });
});
