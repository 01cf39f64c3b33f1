import { describe, expect, it } from 'vitest';
import { idOf, madeBatch } from '#testing/batch-manifest.ts';
import { type LiveSet, liveSet } from './live-set.ts';

const none = new Map<string, number>();

/** What counts of each batch: first letter of its name, digits of its backtests, handles of its files. */
function counting({ batches }: LiveSet): string[] {
  return batches.map(({ sha256, live, liveFiles, manifest }) => {
    const ids = [...live].map((id) => id[0]).join('');
    const handles = [...liveFiles].map((entry) => manifest.files[entry]!.handle);
    return `${sha256[0]}: ${ids} ${handles.join(' ')}`.trim();
  });
}

describe('what counts in an archive', () => {
  it('is everything, as long as nothing is stored twice or deleted', () => {
    const set = liveSet([madeBatch({ name: 'b', seq: 2, holds: '34' }), first()], none);
    expect(counting(set)).toEqual(['a: 12 run-1 run-2', 'b: 34 run-3 run-4']);
    expect(set.highestSeq).toBe(2);
  });

  it('is the backtest of the later batch, where two have it', () => {
    const later = madeBatch({ name: 'b', seq: 2, holds: '23' });
    expect(counting(liveSet([first(), later], none))).toEqual(['a: 1 run-1', 'b: 23 run-2 run-3']);
  });

  it('is nothing of a batch that a later one replaces in full', () => {
    const later = madeBatch({ name: 'b', seq: 2, holds: '12' });
    expect(counting(liveSet([later, first()], none))).toEqual(['a:', 'b: 12 run-1 run-2']);
  });

  it('is the same whatever the order of reading, also for batches of one number', () => {
    const twin = madeBatch({ name: 'b', seq: 1, holds: '12' });
    const one = counting(liveSet([first(), twin], none));
    expect(counting(liveSet([twin, first()], none))).toEqual(one);
    expect(one[0]).toMatch(/^a: 12/);
    expect(one[1]).toMatch(/^b:(?! 1)/);
  });

  it('leaves out what was deleted, with its names', () => {
    const set = liveSet([first()], new Map([[idOf('1'), 1]]));
    expect(counting(set)).toEqual(['a: 2 run-2']);
  });

  it('has a backtest again that was imported after its deletion, but not the older copy', () => {
    const later = madeBatch({ name: 'b', seq: 5, holds: '1' });
    const set = liveSet([first(), later], new Map([[idOf('1'), 4]]));
    expect(counting(set)).toEqual(['a: 2 run-2', 'b: 1 run-1']);
  });

  it('gives out numbers above those of deletions too', () => {
    expect(liveSet([first()], new Map([[idOf('1'), 9]])).highestSeq).toBe(9);
  });

  it('gives a name to the later of two files, and keeps further names of one backtest', () => {
    const names = madeBatch({ name: 'b', seq: 2, holds: '3', files: { 'run-1': '3', other: '2' } });
    expect(counting(liveSet([first(), names], none))).toEqual(['a: 12 run-2', 'b: 3 run-1 other']);
  });
});

function first() {
  return madeBatch({ name: 'a', seq: 1, holds: '12' });
}
