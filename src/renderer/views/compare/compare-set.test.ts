import { expect, it } from 'vitest';
import { MEMBERS_AT_MOST } from '#contract/compare.ts';
import {
  addMembers,
  baselinePlace,
  emptySet,
  isCompareSet,
  keyOf,
  withoutMembers,
} from './compare-set.ts';

const member = (id: string, run = 0) => ({ archive: 'demo', id, run });

it('has every run once, in the order they came', () => {
  const first = addMembers(emptySet, [member('a'), member('b'), member('a')]);
  const second = addMembers(first.set, [member('b'), member('b', 1), member('c')]);

  expect(first.added).toBe(2);
  expect(second).toMatchObject({ added: 2, leftOut: 0 });
  expect(second.set.members.map(({ id, run }) => id + run)).toEqual(['a0', 'b0', 'b1', 'c0']);
});

it('says what it has no room for', () => {
  const many = Array.from({ length: MEMBERS_AT_MOST + 5 }, (_, i) => member(`a${i}`));

  const { set, added, leftOut } = addMembers(emptySet, many);

  expect([set.members.length, added, leftOut]).toEqual([MEMBERS_AT_MOST, MEMBERS_AT_MOST, 5]);
  expect(addMembers(set, [member('b')])).toMatchObject({ added: 0, leftOut: 1 });
  const size = JSON.stringify({
    ...set,
    members: set.members.map((one) => ({ ...one, archive: 'f'.repeat(32), id: 'f'.repeat(64) })),
  }).length;
  expect(size).toBeLessThan(256 * 1024);
});

it('measures against the first run where the baseline is gone', () => {
  const { set } = addMembers(emptySet, [member('a'), member('b')]);
  const marked = { ...set, baseline: keyOf(member('b')) };

  expect(baselinePlace(emptySet)).toBe(-1);
  expect(baselinePlace(set)).toBe(0);
  expect(baselinePlace(marked)).toBe(1);
  expect(baselinePlace(withoutMembers(marked, new Set([keyOf(member('b'))])))).toBe(0);
});

it.each([
  null,
  7,
  {},
  { members: 'a', baseline: null },
  { members: [{ id: 'a' }], baseline: null },
])('does not take %j for a set', (kept) => expect(isCompareSet(kept)).toBe(false));
