import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allMatching,
  countSelected,
  isSelected,
  nothingSelected,
  type RowSelection,
  selectOnly,
  setRows,
  shareSelected,
  toggleRow,
} from './row-selection.ts';

const ROWS = 30;
const row = fc.nat(ROWS - 1);

/** What a user does, on the selection and on a plain list of what is on. */
type Act = (state: { selection: RowSelection; on: Set<number> }) => void;
const acts: fc.Arbitrary<Act> = fc.oneof(
  row.map(
    (no): Act =>
      (state) => {
        state.selection = toggleRow(state.selection, no);
        if (!state.on.delete(no)) state.on.add(no);
      },
  ),
  row.map(
    (no): Act =>
      (state) => {
        state.selection = selectOnly(no);
        state.on = new Set([no]);
      },
  ),
  fc.tuple(fc.array(row), fc.boolean()).map(
    ([nos, isOn]): Act =>
      (state) => {
        state.selection = setRows(state.selection, nos, isOn);
        for (const no of nos) isOn ? state.on.add(no) : state.on.delete(no);
      },
  ),
  fc.constant<Act>((state) => {
    state.selection = allMatching;
    state.on = new Set(Array.from({ length: ROWS }, (_, no) => no));
  }),
  fc.constant<Act>((state) => {
    state.selection = nothingSelected;
    state.on = new Set();
  }),
);

describe('a selection', () => {
  it('holds, after whatever was done, what a plain list of rows would hold', () => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 40 }), (list) => {
        const state = { selection: nothingSelected, on: new Set<number>() };
        for (const act of list) act(state);
        for (let no = 0; no < ROWS; no++) {
          expect(isSelected(state.selection, no)).toBe(state.on.has(no));
        }
        expect(countSelected(state.selection, ROWS)).toBe(state.on.size);
      }),
    );
  });

  it('is never changed in place, so that it can be undone and compared', () => {
    const before = selectOnly(3);
    toggleRow(before, 4);
    setRows(before, [3], false);
    expect(isSelected(before, 3)).toBe(true);
    expect(isSelected(before, 4)).toBe(false);
    toggleRow(allMatching, 1);
    expect(countSelected(allMatching, 9)).toBe(9);
  });

  it('of all that match takes in rows that come to match later', () => {
    expect(isSelected(toggleRow(allMatching, 1), 999)).toBe(true);
    expect(isSelected(toggleRow(allMatching, 1), 1)).toBe(false);
  });

  it('says in the head whether it is none, some or all', () => {
    expect(shareSelected(nothingSelected, 10)).toBe('none');
    expect(shareSelected(selectOnly(1), 10)).toBe('some');
    expect(shareSelected(allMatching, 10)).toBe('all');
    expect(shareSelected(toggleRow(allMatching, 1), 10)).toBe('some');
    expect(shareSelected(allMatching, 0)).toBe('none');
  });
});
