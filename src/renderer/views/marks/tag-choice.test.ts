import { describe, expect, it } from 'vitest';
import { nextChoice, planTags, type TagChoice } from './tag-choice.ts';

describe('the tags of several backtests', () => {
  const choices = new Map<string, TagChoice>([
    ['good', true],
    ['odd', false],
    ['seen', 'mixed'],
  ]);

  it('are given, taken, or left as they are', () => {
    expect(planTags(choices, '')).toEqual({ addTags: ['good'], removeTags: ['odd'] });
  });

  it('are joined by those that were typed, which count more', () => {
    expect(planTags(choices, ' odd,  low   risk ,')).toEqual({
      addTags: ['good', 'odd', 'low risk'],
      removeTags: [],
    });
  });

  it('are not changed at all where a typed one is no tag', () => {
    expect(planTags(choices, 'x'.repeat(101))).toBeNull();
  });

  it('go round the three choices', () => {
    expect(nextChoice(nextChoice(nextChoice('mixed')))).toBe('mixed');
  });
});
