import { expect, it } from 'vitest';
import { answeredWith, firstQuery, isQueryState, remembered } from './query-state.ts';

it('keeps what was asked, newest first and each once', () => {
  let state = firstQuery;
  for (const sql of ['a', 'b', 'a', 'c']) state = remembered(state, sql, 1);

  expect(state.history.map(({ sql }) => sql)).toEqual(['c', 'a', 'b']);
});

it('stays small enough to be kept, whatever is asked', () => {
  let state = firstQuery;
  for (let asked = 0; asked < 300; asked++)
    state = remembered(state, `${asked} ${'x'.repeat(5000)}`, 1);
  state = remembered(state, 'y'.repeat(90_000), 1);

  expect(JSON.stringify(state).length).toBeLessThan(128 * 1024);
  expect(state.history.length).toBeGreaterThan(5);
  expect(isQueryState(state)).toBe(true);
  expect(isQueryState({ ...state, history: [null] })).toBe(false);
});

it('keeps the question that was answered, unless it is too long, and takes what an older version kept', () => {
  const asked = answeredWith(firstQuery, 'SELECT 1');
  expect(asked.answered).toBe('SELECT 1');
  expect(answeredWith(asked, 'y'.repeat(90_000)).answered).toBeUndefined();
  expect(isQueryState(JSON.parse(JSON.stringify(asked)))).toBe(true);
  expect(isQueryState({ ...asked, chart: 'line' })).toBe(false);
});
