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

  it('that is too large to keep is dropped whole, never cut', () => {
    const large = setRows(selectionOf(nowhere.selection), Array(20_000).keys(), true);
    expect(selectionOf(keptSelection(large))).toEqual(selectionOf(nowhere.selection));
  });
});
