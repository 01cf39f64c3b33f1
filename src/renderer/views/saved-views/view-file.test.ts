import { describe, expect, it } from 'vitest';
import { firstView } from '../runs/view-state.ts';
import { freeName, readViews, viewsAsText } from './view-file.ts';

describe('a file of views', () => {
  const view = { ...firstView, quick: 'btc' };

  it('gives them back with their notes', () => {
    const views = [{ name: 'Best', note: 'Look at these first', view }];
    expect(readViews(viewsAsText(views))).toEqual(views);
  });

  it('leaves out what is no view of the table', () => {
    const text = viewsAsText([
      { name: 'Best', note: '', view },
      { name: 'Odd', note: '', view: { quick: 3 } },
      { name: '  ', note: '', view },
    ]);
    expect(readViews(text).map(({ name }) => name)).toEqual(['Best']);
  });

  it.each(['', '[]', '{"views": []}', 'null', '{"strata": "views", "format": 2, "views": []}'])(
    'is refused where it is none: %s',
    (text) => {
      expect(() => readViews(text)).toThrow(/file/);
    },
  );

  it('brings names that are free', () => {
    expect(freeName('Best', ['Best', 'Best 2'])).toBe('Best 3');
    expect(freeName('Best', [])).toBe('Best');
  });
});
