import { appendFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { copyFileAtomically, isSameContent } from './copy-file.ts';

const folder = temporaryFolder();
const plain = { name: 'a', overwrite: false };

describe('a file copied', () => {
  it('is the same byte for byte, with its time, into folders that are made', async () => {
    const bytes = Buffer.alloc(3 * 1024 * 1024 + 7, 'abcdefg');
    writeFileSync(folder.at('a'), bytes);
    utimesSync(folder.at('a'), 1_700_000_000.123, 1_700_000_000.123);

    const count = await copyFileAtomically(folder.at('a'), folder.at('deep/er/b'), plain);

    expect(count).toBe(bytes.length);
    expect(bytes.equals(await readFile(folder.at('deep/er/b')))).toBe(true);
    const [from, to] = ['a', 'deep/er/b'].map((path) => statSync(folder.at(path)).mtimeMs);
    expect(to).toBeCloseTo(from!, 2);
  });

  it('is not there at all when it changed on the way, or was stopped', async () => {
    writeFileSync(folder.at('a'), 'content');
    const changing = copyFileAtomically(folder.at('a'), folder.at('b'), {
      ...plain,
      watch: () => appendFileSync(folder.at('a'), 'more'),
    });
    await expect(changing).rejects.toMatchObject({ code: 'file-changed' });
    const stopped = copyFileAtomically(folder.at('a'), folder.at('b'), {
      ...plain,
      finish() {
        throw new Error('stop');
      },
    });
    await expect(stopped).rejects.toThrow('stop');

    expect(await readdir(folder.path)).toEqual(['a']);
  });

  it('is refused when it is not what was read before', async () => {
    writeFileSync(folder.at('a'), 'content');
    const { size, mtimeNs } = statSync(folder.at('a'), { bigint: true });
    const expected = { size: Number(size), mtimeNs };
    await copyFileAtomically(folder.at('a'), folder.at('b'), { ...plain, expected });

    const other = copyFileAtomically(folder.at('a'), folder.at('c'), {
      ...plain,
      expected: { ...expected, mtimeNs: mtimeNs - 1n },
    });

    await expect(other).rejects.toMatchObject({ code: 'file-changed' });
  });

  it('is not taken through a link, and never over another', async () => {
    writeFileSync(folder.at('a'), 'content');
    writeFileSync(folder.at('b'), 'mine');
    symlinkSync('a', folder.at('link'));

    const linked = copyFileAtomically(folder.at('link'), folder.at('c'), plain);
    await expect(linked).rejects.toMatchObject({ code: 'file-special' });
    const over = copyFileAtomically(folder.at('a'), folder.at('b'), plain);
    await expect(over).rejects.toMatchObject({ code: 'already-exists' });
    expect(await readFile(folder.at('b'), 'utf8')).toBe('mine');
  });
});

describe('isSameContent', () => {
  it('compares every byte', () => {
    const bytes = Buffer.alloc(2 * 1024 * 1024, 1);
    writeFileSync(folder.at('a'), bytes);
    writeFileSync(folder.at('same'), bytes);
    bytes[bytes.length - 1] = 2;
    writeFileSync(folder.at('last'), bytes);
    writeFileSync(folder.at('short'), bytes.subarray(1));

    expect(isSameContent(folder.at('a'), folder.at('same'))).toBe(true);
    for (const other of ['last', 'short', 'none']) {
      expect(isSameContent(folder.at('a'), folder.at(other)), other).toBe(false);
    }
  });
});
