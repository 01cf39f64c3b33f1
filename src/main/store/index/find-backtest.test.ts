import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { findBacktest, locateBacktest } from './find-backtest.ts';

const id = (start: string) => start.padEnd(64, '0');

describe('a backtest is found', () => {
  const folder = temporaryFolder();
  const opened = () =>
    indexOf(folder.at('index.sqlite'), [
      bundleAt('sub/one.iafbt', { bundleId: id('abcdef1') }),
      bundleAt('sub/two.iafbt', { bundleId: id('abcdef2') }),
      bundleAt('copy of one.iafbt', { bundleId: id('abcdef1') }),
      bundleAt('aaaaaa.iafbt', { bundleId: id('1234567') }),
      bundleAt('other.obtf', { bundleId: id('aaaaaa') }),
    ]);

  it.each([
    ['sub/one', 'sub/one'],
    ['sub/one.iafbt', 'sub/one'],
    ['./sub/one.iafbt', 'sub/one'],
    ['other.obtf', 'other'],
    [id('abcdef2'), 'sub/two'],
    ['ABCDEF2', 'sub/two'],
    ['abcdef1', 'copy of one'],
    ['aaaaaa', 'aaaaaa'],
    ['aaaaaa0', 'other'],
  ])('by %s', (wanted, handle) => {
    const index = opened();
    const { no, id, folder, fileName, ...found } = findBacktest(index, wanted);
    expect(found.handle).toBe(handle);
    expect(locateBacktest(index, wanted)).toEqual({ no, id, handle, folder, fileName });
    index.close();
  });

  it('only when one fits: else the candidates are named', () => {
    const index = opened();
    expect(() => findBacktest(index, 'abcdef')).toThrow(
      expect.objectContaining({
        code: 'bad-request',
        message: expect.stringMatching(/2 backtests start with "abcdef": .*sub\/one.*sub\/two/),
      }),
    );
    for (const wanted of ['abcde', 'nope', '', 'fffffff', '%']) {
      expect(() => findBacktest(index, wanted)).toThrow(
        expect.objectContaining({ code: 'not-found' }),
      );
    }
    index.close();
  });
});
