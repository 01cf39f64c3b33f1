import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { createAtomicFile, nameAfter, writeFileAtomically } from './atomic-file.ts';

const folder = temporaryFolder();
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file written atomically', () => {
  it('has its name only when it is whole', async () => {
    const file = await createAtomicFile(folder.at('deep/a.csv'));
    file.write(bytes('one '));
    file.write(bytes('two'));
    expect(await readdir(folder.at('deep'))).not.toContain('a.csv');

    await file.commit({ overwrite: false });

    expect(await readFile(folder.at('deep/a.csv'), 'utf8')).toBe('one two');
    expect(await readdir(folder.at('deep'))).toEqual(['a.csv']);
  });

  it('never replaces a file unless it may', async () => {
    await writeFile(folder.at('a.csv'), 'mine');

    const refused = writeFileAtomically(folder.at('a.csv'), bytes('yours'), { overwrite: false });
    await expect(refused).rejects.toMatchObject({ code: 'already-exists' });
    expect(await readFile(folder.at('a.csv'), 'utf8')).toBe('mine');

    await writeFileAtomically(folder.at('a.csv'), bytes('yours'), { overwrite: true });
    expect(await readFile(folder.at('a.csv'), 'utf8')).toBe('yours');
    expect(await readdir(folder.path)).toEqual(['a.csv']);
  });

  it('leaves nothing behind when it is discarded or cannot be named', async () => {
    const file = await createAtomicFile(folder.at('a.csv'));
    file.write(bytes('half'));
    await file.discard();

    await mkdir(folder.at('b.csv/a folder where the file should be'), { recursive: true });
    const failed = writeFileAtomically(folder.at('b.csv'), bytes('x'), { overwrite: true });
    await expect(failed).rejects.toThrow();

    expect(await readdir(folder.path)).toEqual(['b.csv']);
  });

  it('lets only one of two writers have a name', async () => {
    const writers = ['one', 'two', 'three'].map((text) =>
      writeFileAtomically(folder.at('a.csv'), bytes(text), { overwrite: false }),
    );

    const outcomes = await Promise.allSettled(writers);

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('nameAfter', () => {
  it.each([
    ['sweep.iafbt', 1, 'sweep-2.iafbt'],
    ['sweep.iafbt', 2, 'sweep-3.iafbt'],
    ['a.b.obtf', 1, 'a.b-2.obtf'],
    ['.hidden', 1, '.hidden-2'],
    ['plain', 1, 'plain-2'],
  ])('of %s, attempt %i, is %s', (name, attempt, expected) => {
    expect(nameAfter(name, attempt)).toBe(expected);
  });
});
