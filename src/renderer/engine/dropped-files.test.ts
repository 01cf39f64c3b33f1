import { describe, expect, it } from 'vitest';
import { type Entry, filesOf, readEntries } from './dropped-files.ts';

const aFile = (name: string): Entry => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (found) => found(new File(['bytes'], name)),
});

/** Browsers hand out a folder's entries by the hundred; here by two. */
const aFolder = (name: string, children: Entry[]): Entry => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    const left = [...children];
    return { readEntries: (found) => found(left.splice(0, 2)) };
  },
});

const aBrokenFolder = (name: string): Entry => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader: () => ({ readEntries: (_found, failed) => failed(new Error('no permission')) }),
});

describe('what was dropped', () => {
  it('is walked to its last depth, with paths from the dropped folder on', async () => {
    const sweep = aFolder('sweep', [aFile('b.iafbt'), aFolder('2024', [aFile('c.obtf')])]);
    const drop = await readEntries([sweep, aFile('single.iafbt')]);
    expect(drop.files.map((one) => one.path)).toEqual([
      'sweep/2024/c.obtf',
      'sweep/b.iafbt',
      'single.iafbt',
    ]);
    expect(drop.folders).toEqual(['sweep']);
  });

  it('is read to the end of a folder that comes in parts', async () => {
    const files = Array.from({ length: 7 }, (_, index) => aFile(`${index}.iafbt`));
    expect((await readEntries([aFolder('sweep', files)])).files).toHaveLength(7);
  });

  it('does not lose the rest to a folder that cannot be read', async () => {
    const drop = await readEntries([aFolder('a', [aBrokenFolder('locked'), aFile('z.iafbt')])]);
    expect(drop.files.map((one) => one.path)).toEqual(['a/z.iafbt']);
    expect(drop.unreadable).toEqual(['a/locked']);
  });

  it('is as empty as the folder', async () => {
    expect(await readEntries([aFolder('empty', [])])).toEqual({
      files: [],
      folders: ['empty'],
      unreadable: [],
    });
  });
});

it('chosen files are named by their relative path where there is one', () => {
  const chosen = new File([], 'run.iafbt');
  Object.defineProperty(chosen, 'webkitRelativePath', { value: 'sweep/run.iafbt' });
  expect(filesOf([chosen, new File([], 'alone.obtf')]).map((one) => one.path)).toEqual([
    'sweep/run.iafbt',
    'alone.obtf',
  ]);
});
