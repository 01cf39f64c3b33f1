import { describe, expect, it } from 'vitest';
import type { Place } from '#contract/operations.ts';
import { isBundleName, isNothing, nameOf, offerFiles, offerPlaces } from './import-offer.ts';

const dropped = (path: string, bytes = 3) => ({ path, file: new File(['x'.repeat(bytes)], path) });
const place = (label: string, kind: Place['kind']): Place => ({
  id: `place of ${label}`,
  label,
  kind,
});

describe('an offer of dropped files', () => {
  it('counts the bundles and their bytes, and lists what is left out with its reason', () => {
    const files = [dropped('a/1.iafbt', 10), dropped('a/2.OBTF', 20), dropped('a/readme.md')];
    const offer = offerFiles({ files, unreadable: ['a/locked'] });
    expect(offer).toMatchObject({ bundles: 2, bytes: 30 });
    expect(offer.leftOut).toEqual([
      { name: 'a/locked', reason: 'could not be read' },
      { name: 'a/readme.md', reason: 'not named .iafbt or .obtf' },
    ]);
  });

  it('is nothing without a bundle', () => {
    expect(isNothing(offerFiles({ files: [dropped('notes.txt')], unreadable: [] }))).toBe(true);
  });
});

describe('an offer of places', () => {
  const one = place('/home/mia/run_1.iafbt', 'file');

  it('leaves out what is no bundle and keeps folders to look through', () => {
    const sweep = place('/home/mia/sweep', 'folder');
    const offer = offerPlaces([one, sweep, place('/home/mia/notes.txt', 'file')]);
    expect(offer.source).toEqual({ kind: 'places', places: [sweep, one] });
    expect(offer).toMatchObject({ bundles: 1, bytes: null, folders: ['/home/mia/sweep'] });
    expect(offer.leftOut).toEqual([{ name: 'notes.txt', reason: 'not named .iafbt or .obtf' }]);
  });

  it('says the bytes when every size is known', () => {
    expect(offerPlaces([one], new Map([['run_1.iafbt', 512]])).bytes).toBe(512);
    expect(offerPlaces([one]).bytes).toBeNull();
  });

  it('is something with a folder alone', () => {
    expect(isNothing(offerPlaces([place('/home/mia/sweep', 'folder')]))).toBe(false);
  });
});

it.each([
  ['run.iafbt', true],
  ['run.OBTF', true],
  ['run.iafbt.tmp', false],
  ['iafbt', false],
])('%s is named like a bundle: %s', (name, expected) => {
  expect(isBundleName(name)).toBe(expected);
});

it('names the end of a path of either kind of system', () => {
  expect(nameOf('/home/mia/sweep/')).toBe('sweep');
  expect(nameOf('C:\\runs\\sweep')).toBe('sweep');
});
