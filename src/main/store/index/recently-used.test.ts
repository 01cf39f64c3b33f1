import { expect, it } from 'vitest';
import { keepRecentlyUsed } from './recently-used.ts';

it('keeps what was asked for last, up to the weight', () => {
  const kept = keepRecentlyUsed<string>(6, (value) => value.length);
  const made: string[] = [];
  const ask = (key: string, value = key) =>
    kept.getOrMake(key, () => {
      made.push(key);
      return value;
    });
  for (const key of ['aa', 'bb', 'cc', 'aa', 'dd', 'aa', 'bb']) ask(key);
  expect(made).toEqual(['aa', 'bb', 'cc', 'dd', 'bb']);
  expect(['aa', 'bb', 'cc', 'dd'].filter(kept.has)).toEqual(['aa', 'bb', 'dd']);
  expect(ask('heavy', 'x'.repeat(100))).toHaveLength(100);
  expect(['aa', 'bb', 'heavy'].filter(kept.has)).toEqual(['heavy']);
});
