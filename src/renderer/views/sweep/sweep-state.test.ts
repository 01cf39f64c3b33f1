import { describe, expect, it } from 'vitest';
import type { SweptParameter } from '#contract/sweep.ts';
import { axesOf, firstAxes, firstSweep, isSweepState } from './sweep-state.ts';

const swept = (name: string, sketch: Partial<SweptParameter> = {}): SweptParameter => ({
  name,
  key: `params.${name}`,
  kind: 'numbers',
  distinct: 3,
  missing: 0,
  values: [],
  ...sketch,
});

describe('the axes of the heat map', () => {
  const parameters = [
    swept('frame', { kind: 'words', distinct: 2 }),
    swept('fast', { distinct: 3 }),
    swept('rare', { distinct: 9, missing: 40 }),
    swept('slow', { distinct: 5 }),
  ];

  it('are the two parameters of numbers that most rows have, the finer one across', () => {
    expect(axesOf(firstSweep, parameters)).toEqual({ x: 'params.slow', y: 'params.fast' });
  });

  it('are those chosen', () => {
    expect(axesOf({ x: 'params.frame', y: null }, parameters)).toEqual({
      x: 'params.frame',
      y: 'params.slow',
    });
  });

  it('are others once what was chosen is not varied any more', () => {
    expect(axesOf({ x: 'params.gone', y: 'params.slow' }, parameters)).toEqual({
      x: 'params.fast',
      y: 'params.slow',
    });
  });

  it('go on with the tag where one parameter alone was varied', () => {
    expect(axesOf(firstSweep, [swept('fast')])).toEqual({ x: 'params.fast', y: 'tag' });
  });

  it('are none where nothing was varied, unless both were chosen', () => {
    expect(axesOf(firstSweep, [])).toBeNull();
    expect(axesOf({ x: 'tag', y: 'folder' }, [])).toEqual({ x: 'tag', y: 'folder' });
  });
});

it('begins the parallel coordinates with at most six parameters and the metric', () => {
  const many = Array.from({ length: 9 }, (_, at) => swept(`p${at}`, { missing: 9 - at }));
  const axes = firstAxes(many, 'sharpe_ratio');
  expect(axes).toHaveLength(7);
  expect(axes[0]).toBe('params.p8');
  expect(axes.at(-1)).toBe('sharpe_ratio');
});

it('takes back what it kept, and nothing else', () => {
  expect(isSweepState(JSON.parse(JSON.stringify(firstSweep)))).toBe(true);
  expect(isSweepState({ ...firstSweep, aggregate: 'mode' })).toBe(false);
  expect(isSweepState({ ...firstSweep, scatter: null })).toBe(false);
  expect(isSweepState(null)).toBe(false);
});
