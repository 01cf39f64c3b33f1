import { execFileSync } from 'node:child_process';
import { appendFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { readStableFile } from './read-stable-file.ts';

const folder = temporaryFolder();

describe('reading a file once', () => {
  it('gives its bytes with its size and time', () => {
    writeFileSync(folder.at('a'), 'content');

    const { bytes, size, mtimeNs } = readStableFile(folder.at('a'), 'a');

    expect(Buffer.from(bytes).toString()).toBe('content');
    expect(size).toBe(7);
    expect(mtimeNs).toBeGreaterThan(1_700_000_000_000_000_000n);
  });

  it('reads into the buffer it is given', () => {
    writeFileSync(folder.at('a'), 'content');
    const buffer = new Uint8Array(10);

    readStableFile(folder.at('a'), 'a', (size) => buffer.subarray(0, size));

    expect(Buffer.from(buffer).toString()).toBe('content\0\0\0');
  });

  it.each([
    ['grows', (path: string) => appendFileSync(path, 'more')],
    ['shrinks', (path: string) => truncateSync(path, 3)],
    ['is written anew', (path: string) => writeFileSync(path, 'CONTENT')],
  ])('notices a file that %s meanwhile', (_how, change) => {
    const path = folder.at('a');
    writeFileSync(path, 'content');
    execFileSync('touch', ['-d', '2023-01-01', path]);

    const read = () =>
      readStableFile(path, 'a', (size) => {
        change(path);
        return new Uint8Array(size);
      });

    expect(read).toThrow(expect.objectContaining({ code: 'file-changed' }));
  });

  it.runIf(process.platform !== 'win32')(
    'does not follow a link, wait for a pipe or read a folder',
    () => {
      writeFileSync(folder.at('a'), 'content');
      symlinkSync('a', folder.at('link'));
      execFileSync('mkfifo', [folder.at('pipe')]);

      for (const name of ['link', 'pipe', '.']) {
        expect(() => readStableFile(folder.at(name), name)).toThrow(
          expect.objectContaining({ code: 'file-special', file: name }),
        );
      }
    },
  );

  it('refuses a file beyond 1 GiB before reading any of it', () => {
    writeFileSync(folder.at('huge'), '');
    truncateSync(folder.at('huge'), 1024 ** 3 + 1);

    expect(() => readStableFile(folder.at('huge'), 'huge')).toThrow(
      expect.objectContaining({ code: 'file-too-large' }),
    );
  });

  it('says which file is missing', () => {
    expect(() => readStableFile(folder.at('none'), 'none')).toThrow(
      expect.objectContaining({ code: 'not-found', file: 'none' }),
    );
  });
});
