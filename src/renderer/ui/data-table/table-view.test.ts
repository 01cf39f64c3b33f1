import { beforeEach, describe, expect, it } from 'vitest';
import { ROW_HEIGHT } from './row-height.ts';
import type { RowSource, TableRow } from './row-source.ts';
import { lastTrack, trackHeight } from './scroll-geometry.ts';
import { createTableView, type TableView } from './table-view.ts';
import { HEAD } from './view-snapshot.ts';

/** A table of numbered rows in the order of `nos`, which a test may change. */
function sourceOf(nos: () => readonly number[], order = 'a'): RowSource<TableRow> {
  return {
    order,
    load: async (offset, limit) => ({
      version: 1,
      total: nos().length,
      rows: nos()
        .slice(offset, offset + limit)
        .map((no) => ({ no, cells: [], at: {} })),
    }),
    numbers: async () => [],
    locate: async (no) => {
      const index = nos().indexOf(no);
      return index < 0 ? null : index;
    },
  };
}

/** So many rows, each numbered by its place. */
const rowsOf = (total: number): RowSource<TableRow> => ({
  order: String(total),
  load: async (offset, limit) => ({
    version: 1,
    total,
    rows: Array.from({ length: Math.min(limit, total - offset) }, (_, index) => ({
      no: offset + index,
      cells: [],
      at: {},
    })),
  }),
  numbers: async () => [],
  locate: async (no) => no,
});
const million = rowsOf(1_000_000);

const settled = async () => {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve();
};

let view: TableView<TableRow>;
/** Stands for the browser: keeps the track within what there is to scroll. */
let track: number;
let offset: number;
const nowhere = { row: null, no: null, column: null };

function open(
  top = 0,
  focus: typeof nowhere | { row: number; no: number; column: null } = nowhere,
) {
  view = createTableView<TableRow>({ top, focus }, ROW_HEIGHT);
  view.attach({
    setTrack(to) {
      track = Math.min(Math.max(0, to), lastTrack(view.geometry()));
      return track;
    },
    setLeft() {},
    setShift() {},
    setOffset(to) {
      offset = to;
    },
  });
  view.subscribe(() => view.drawn());
  view.resize(1000, 700);
}

function wheel(pixels: number) {
  track += pixels;
  view.scrolled(track, 0, true);
}

const noAt = (row: number) => view.loader.rowAt(row)?.no;
/** The number of the row whose top edge is at, or first below, the top of the view. */
const topNo = () => noAt(view.topRow());

beforeEach(() => {
  track = 0;
  offset = 0;
});

describe('a table on the screen', () => {
  it('begins where it was left', async () => {
    open(500_000, { row: 500_010, no: 500_010, column: null });
    view.setSource(million);
    await settled();
    expect(topNo()).toBe(500_000);
    expect(view.focusRow()?.no).toBe(500_010);
    expect(trackHeight(view.geometry())).toBeLessThan(16_000_000);
    expect(track).toBeGreaterThan(0);
  });

  it('begins at its end when there are fewer rows than there were', async () => {
    open(900);
    view.setSource(sourceOf(() => [...Array(100).keys()]));
    await settled();
    expect(view.snapshot().end).toBe(100);
    expect(noAt(99)).toBe(99);
  });

  it.each([1000, 1_000_000, 10_000_000])(
    'reaches the last of %d rows and comes back',
    async (rows) => {
      open();
      view.setSource(rowsOf(rows));
      await settled();
      view.setFocus(rows - 1, null);
      await settled();
      expect(view.snapshot().end).toBe(rows);
      expect(view.focusRow()?.no).toBe(rows - 1);
      expect(track).toBe(lastTrack(view.geometry()));
      view.setFocus(0, null);
      await settled();
      expect(topNo()).toBe(0);
      expect(track).toBe(0);
    },
  );

  it('moves by exact rows with the wheel, however long the table', async () => {
    open(500_000);
    view.setSource(million);
    await settled();
    for (let turn = 0; turn < 10; turn++) wheel(3 * ROW_HEIGHT);
    await settled();
    expect(topNo()).toBe(500_030);
  });

  it.each([
    [24, 0],
    [36, 0],
    [24, 12.5],
    [36, 500_000],
    [24, 999_990],
  ])('with rows of %d px goes on at row %d, and reaches both ends', async (height, top) => {
    open(top);
    view.setSource(million);
    await settled();
    const before = topNo();
    view.setRowHeight(height);
    await settled();
    const seen = Math.ceil(700 / height);
    expect(topNo()).toBe(Math.min(before ?? -1, 1_000_000 - seen));
    expect(view.snapshot().end).toBeGreaterThanOrEqual(Math.min(1_000_000, topNo()! + seen));
    wheel(3 * height);
    await settled();
    expect(topNo()).toBe(Math.min((before ?? -1) + 3, 1_000_000 - seen));
    for (const row of [999_999, 0]) {
      view.setFocus(row, null);
      await settled();
      expect(view.focusRow()?.no).toBe(row);
      expect(track).toBe(row === 0 ? 0 : lastTrack(view.geometry()));
    }
  });

  it('keeps the focused row in view when rows become higher', async () => {
    open(100, { row: 122, no: 122, column: null });
    view.setSource(million);
    await settled();
    view.setRowHeight(36);
    await settled();
    expect(topNo()).toBeGreaterThan(100);
    expect(view.top() * 36 + 700).toBeGreaterThanOrEqual(123 * 36);
  });

  it('places rows near the layer they are drawn in, so that painting stays exact', async () => {
    open(999_000);
    view.setSource(million);
    await settled();
    const { first, baseRow } = view.snapshot();
    expect(first - baseRow).toBeLessThan(1024);
    expect(Math.abs(offset)).toBeLessThan(1024 * ROW_HEIGHT);
  });

  it('draws as many rows as it has elements for, wherever it is, and all that are seen', async () => {
    open();
    view.setSource(million);
    await settled();
    for (const pixels of [0, 1, 27, 28, 29, 5000, 123_456, 7_000_000]) {
      wheel(pixels);
      await settled();
      const { first, end, slots } = view.snapshot();
      expect(end - first).toBe(slots);
      expect(first).toBeLessThanOrEqual(view.topRow());
      expect(end).toBeGreaterThanOrEqual(Math.min(1_000_000, view.topRow() + 26));
    }
    view.setFocus(999_999, null);
    await settled();
    expect(view.snapshot().end - view.snapshot().first).toBe(view.snapshot().slots);
  });

  it('goes to the top when the order changes, and the focus goes with its row', async () => {
    let nos = [...Array(5000).keys()];
    open();
    view.setSource(sourceOf(() => nos));
    await settled();
    view.setFocus(4000, 'x');
    await settled();
    nos = nos.toReversed();
    view.setSource(sourceOf(() => nos, 'b'));
    await settled();
    expect(view.topRow()).toBe(0);
    expect(topNo()).toBe(4999);
    expect(view.snapshot().focus).toEqual({ row: 999, no: 4000, column: 'x' });
  });

  it('keeps the focus on a row that no longer matches, without a place for it', async () => {
    let nos = [1, 2, 3];
    open();
    view.setSource(sourceOf(() => nos));
    await settled();
    view.setFocus(1, null);
    nos = [1, 3];
    view.setSource(sourceOf(() => nos, 'b'));
    await settled();
    expect(view.snapshot().focus).toMatchObject({ row: null, no: 2 });
  });

  it('can have the focus on its head', async () => {
    open();
    view.setSource(million);
    await settled();
    view.setFocus(-5, 'x');
    expect(view.snapshot().focus).toEqual({ row: HEAD, no: null, column: 'x' });
  });
});

describe('while rows are added', () => {
  let nos: number[];
  beforeEach(async () => {
    nos = [...Array(3000).keys()];
    open();
    view.setSource(sourceOf(() => nos));
    await settled();
  });

  it('keeps the focused row under the eyes', async () => {
    view.setFocus(1500, null);
    await settled();
    const before = 1500 - view.topRow();
    nos = [...Array.from({ length: 77 }, (_, one) => 10_000 + one), ...nos];
    view.refresh();
    await settled();
    expect(view.focusRow()?.no).toBe(1500);
    expect(view.snapshot().focus.row! - view.topRow()).toBe(before);
  });

  it('keeps the first row in view where it is, when the focus is elsewhere', async () => {
    view.setFocus(2, null);
    wheel(1000 * ROW_HEIGHT);
    await settled();
    nos = [9999, ...nos];
    view.refresh();
    await settled();
    expect(topNo()).toBe(1000);
    expect(view.snapshot().focus).toMatchObject({ row: 3, no: 2 });
  });

  it('stays at the top where the newest best rows come in', async () => {
    nos = [9999, ...nos];
    view.refresh();
    await settled();
    expect(topNo()).toBe(9999);
  });
});
