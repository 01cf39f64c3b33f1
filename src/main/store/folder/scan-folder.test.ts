import { execFileSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { scanFolder } from './scan-folder.ts';

const folder = temporaryFolder();

describe('scanning a folder', () => {
  it('finds bundles of both suffixes at any depth, hidden ones too, and nothing else', async () => {
    await make('a.iafbt', 'b.obtf', '.hidden.iafbt', '.hid/inside.iafbt', 'deep/er/c.iafbt');
    await make('notes.txt', 'd.iafbt.tmp', 'e.tmp.123', '.strata-1.tmp', 'index.sqlite', 'iafbt');

    expect(await pathsFound()).toEqual([
      '.hid/inside.iafbt',
      '.hidden.iafbt',
      'a.iafbt',
      'b.obtf',
      'deep/er/c.iafbt',
    ]);
  });

  it('sorts by path component in code points, as the reference does', async () => {
    await make(
      'a.iafbt',
      'a/z.iafbt',
      'a-b.iafbt',
      'B.iafbt',
      'é.iafbt',
      '\u{1F680}.iafbt',
      '\uFF5E.iafbt',
    );

    expect(await pathsFound()).toEqual([
      'B.iafbt',
      'a/z.iafbt',
      'a-b.iafbt',
      'a.iafbt',
      'é.iafbt',
      '\uFF5E.iafbt',
      '\u{1F680}.iafbt',
    ]);
  });

  it('keeps names as they are: composed and decomposed letters are two files', async () => {
    await make(
      '\u00e9.iafbt',
      'e\u0301.iafbt',
      ' blank .iafbt',
      'new\nline.iafbt',
      'quo\'te".iafbt',
    );

    expect((await pathsFound()).sort()).toEqual(
      [
        '\u00e9.iafbt',
        'e\u0301.iafbt',
        ' blank .iafbt',
        'new\nline.iafbt',
        'quo\'te".iafbt',
      ].sort(),
    );
  });

  it('does not look into the trash', async () => {
    await make('a.iafbt', '.strata-trash/2026/b.iafbt');

    expect(await pathsFound()).toEqual(['a.iafbt']);
  });

  it('tells size and time to the nanosecond', async () => {
    await make('a.iafbt');
    execFileSync('touch', ['-d', '2023-11-14T22:13:20.123456789Z', folder.at('a.iafbt')]);

    const { files } = await scanFolder(folder.path);

    expect(files).toMatchObject([{ size: 7, mtimeNs: 1_700_000_000_123_456_789n }]);
  });

  it('follows links to files, and records the file behind them', async () => {
    await make('real.iafbt');
    await symlink('real.iafbt', folder.at('link.iafbt'));

    const { files } = await scanFolder(folder.path);

    expect(files.map(({ path, realPath }) => [path, realPath])).toEqual([
      ['link.iafbt', folder.at('real.iafbt')],
      ['real.iafbt', folder.at('real.iafbt')],
    ]);
  });

  it('never goes round in circles, and says which links it did not enter', async () => {
    await make('sub/a.iafbt');
    await symlink('..', folder.at('sub/up'));
    await symlink('loop.iafbt', folder.at('loop.iafbt'));
    await symlink('nowhere', folder.at('dangling.iafbt'));
    await symlink('nowhere', folder.at('of-no-concern'));

    const { files, skipped } = await scanFolder(folder.path);

    expect(files.map((file) => file.path)).toEqual(['sub/a.iafbt']);
    expect(skipped.map(({ file, code }) => [file, code]).sort()).toEqual([
      ['dangling.iafbt', 'file-special'],
      ['loop.iafbt', 'file-special'],
      ['sub/up', 'file-special'],
    ]);
  });

  it.runIf(process.platform !== 'win32')(
    'skips pipes, sockets and folders named like bundles, with the reason',
    async () => {
      await make('folder.iafbt/inside.iafbt');
      execFileSync('mkfifo', [folder.at('pipe.iafbt')]);
      await symlink('/dev/zero', folder.at('device.iafbt'));
      const server = createServer().listen(folder.at('socket.iafbt'));
      await new Promise((resolve) => server.once('listening', resolve));

      const { files, skipped } = await scanFolder(folder.path);
      server.close();

      expect(files.map((file) => file.path)).toEqual(['folder.iafbt/inside.iafbt']);
      expect(Object.fromEntries(skipped.map(({ file, message }) => [file, message]))).toEqual({
        'device.iafbt': 'device.iafbt: a link to something that is not a file',
        'folder.iafbt': 'folder.iafbt: a folder, not a bundle',
        'pipe.iafbt': 'pipe.iafbt: a pipe, a socket or a device, not a file',
        'socket.iafbt': 'socket.iafbt: a pipe, a socket or a device, not a file',
      });
    },
  );

  it.runIf(process.platform === 'linux')(
    'says so of names it cannot keep, instead of losing them silently',
    async () => {
      execFileSync('sh', ['-c', `printf x > "$1/$(printf 'bad\\377.iafbt')"`, 'sh', folder.path]);
      await make('LOUD.IAFBT');

      const { files, skipped } = await scanFolder(folder.path);

      expect(files).toEqual([]);
      expect(skipped.map((skip) => skip.message).sort()).toEqual([
        'LOUD.IAFBT: its suffix is not in small letters, so the framework does not see it either',
        'bad\ufffd.iafbt: its name is not UTF-8',
      ]);
    },
  );

  it.runIf(process.platform !== 'win32')(
    'reports a folder it may not list, and goes on',
    async () => {
      await make('a.iafbt', 'secret/b.iafbt');
      await chmod(folder.path, 0o755);
      await chmod(folder.at('secret'), 0o700 & ~0o400);

      const { files, unread } = await asOrdinaryUser(() => scanFolder(folder.path));

      expect(files.map((file) => file.path)).toEqual(['a.iafbt']);
      expect(unread).toMatchObject([{ file: 'secret', code: 'no-permission' }]);
    },
  );

  it('fails by code when the folder itself is missing or is a file', async () => {
    await make('a.iafbt');

    await expect(scanFolder(folder.at('none'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(scanFolder(folder.at('a.iafbt'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('stops when it is told to', async () => {
    await make('a.iafbt');
    const reason = new Error('enough');

    const scan = scanFolder(folder.path, { signal: AbortSignal.abort(reason) });

    await expect(scan).rejects.toBe(reason);
  });
});

async function make(...paths: string[]) {
  for (const path of paths) {
    await mkdir(dirname(folder.at(path)), { recursive: true });
    await writeFile(folder.at(path), 'content');
  }
}

async function pathsFound(): Promise<string[]> {
  const { files, unread } = await scanFolder(folder.path);
  expect(unread).toEqual([]);
  return files.map((file) => file.path);
}
