import { describe, expect, it } from 'vitest';
import { nameFiles } from './name-files.ts';

describe('the names of files', () => {
  it('are their paths without extension, with folder and extension apart', () => {
    const [file] = nameFiles([aFile('sub/deep/run.1.iafbt')]);

    expect(file!.facts).toEqual({
      handle: 'sub/deep/run.1',
      fileName: 'run.1.iafbt',
      folder: 'sub/deep',
      extension: '.iafbt',
      size: 5,
      mtimeNs: 1_700_000_000_123_456_789n,
      mtimeMs: 1_700_000_000_123,
    });
  });

  it.each([
    [
      ['a.iafbt', 'a.obtf'],
      ['a', 'a.obtf'],
    ],
    [
      ['a.obtf', 'b.obtf'],
      ['a', 'b'],
    ],
    [
      ['a.iafbt', 'a.obtf', 'a.obtf.iafbt'],
      ['a', 'a.obtf.obtf', 'a.obtf'],
    ],
    [
      ['.iafbt', 'sub/.iafbt'],
      ['.iafbt', 'sub/.iafbt'],
    ],
    [
      ['x/a.iafbt', 'y/a.obtf'],
      ['x/a', 'y/a'],
    ],
  ])('of %j are %j: each its own', (paths, handles) => {
    const named = nameFiles(paths.map(aFile));

    expect(named.map((file) => file.facts.handle)).toEqual(handles);
    expect(named.map((file) => file.path)).toEqual(paths);
  });
});

function aFile(path: string) {
  return { path, realPath: `/${path}`, size: 5, mtimeNs: 1_700_000_000_123_456_789n };
}
