import { describe, expect, it } from 'vitest';
import { allMatching, setRows, toggleRow } from '../../ui/data-table/row-selection.ts';
import { isKeptPlaces, keptSelection, nowhere, selectionOf } from './place.ts';

const through = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

describe('where a table was left', () => {
  it('comes back as it was, through JSON', () => {
    const places = { backtests: { ...nowhere, top: 77 }, studies: nowhere, runs: nowhere };
    expect(isKeptPlaces(through(places))).toBe(true);
  });

  it.each([null, 1, {}, { backtests: nowhere }, { backtests: { top: 1 }, runs: nowhere }])(
    'is not taken from %j',
    (kept) => {
      expect(isKeptPlaces(kept)).toBe(false);
    },
  );
});

describe('a selection', () => {
  it.each([selectionOf({ kind: 'rows', nos: [1, 5] }), toggleRow(allMatching, 3), allMatching])(
    'is kept: %j',
    (selection) => {
      expect(selectionOf(through(keptSelection(selection)))).toEqual(selection);
    },
  );

  it('of a hundred thousand rows is kept, rows chosen and rows left out alike', () => {
    const odd = Array.from({ length: 100_000 }, (_, at) => 2 * at + 1);
    for (const begun of [selectionOf(nowhere.selection), allMatching]) {
      const large = setRows(begun, odd, begun.kind === 'rows');
      const kept = keptSelection(large);
      expect(JSON.stringify(kept).length).toBeLessThan(40_000);
      expect(selectionOf(through(kept))).toEqual(large);
    }
  });

  it('that is too large to keep is dropped whole, never cut', () => {
    const far = Array.from({ length: 2001 }, (_, at) => 1_000_000 + at);
    const large = setRows(selectionOf(nowhere.selection), far, true);
    expect(selectionOf(keptSelection(large))).toEqual(selectionOf(nowhere.selection));
  });

  it('is not taken from bits that are none', () => {
    const place = { ...nowhere, selection: { kind: 'rows', nos: [], bits: '*' } };
    expect(isKeptPlaces({ backtests: place, studies: nowhere, runs: nowhere })).toBe(false);
  });
});
