import { expect, it } from 'vitest';
import { matchWords } from './match-words.ts';

it('wants every word, in any order', () => {
  expect(matchWords('Open folder', 'folder open')).not.toBeNull();
  expect(matchWords('Open folder', 'open file')).toBeNull();
});

it('finds letters in order, as in an abbreviation', () => {
  expect(matchWords('Try the demo archive', 'tda')).not.toBeNull();
  expect(matchWords('Export', 'tx')).toBeNull();
});

it('puts the start of the text first, then of a word, then of neither', () => {
  const scores = ['Export rows', 'Show export', 'Reexport', 'e x p o r t'].map((text) =>
    matchWords(text, 'export'),
  );
  expect(scores).toEqual([...scores].sort((a, b) => b! - a!));
  expect(new Set(scores).size).toBe(4);
});

it('takes everything when nothing is typed', () => {
  expect(matchWords('Anything', '  ')).toBe(0);
});
