import { beforeEach, describe, expect, it } from 'vitest';
import { createRowLoader, PAGE_ROWS, type RowLoader } from './row-loader.ts';
import type { RowSource, RowWindow, TableRow } from './row-source.ts';

interface Asked {
  offset: number;
  answer: (total: number, from?: number, version?: number) => Promise<void>;
  fail: (message: string) => Promise<void>;
}

let asked: Asked[];
let shifts: number[];
let loader: RowLoader<TableRow>;
let placeOf: number | null;

/** A source whose answers the test gives, in the order it likes. */
function source(order: string): RowSource<TableRow> {
  return {
    order,
    load: (offset) =>
      new Promise<RowWindow<TableRow>>((resolve, reject) => {
        asked.push({
          offset,
          answer(total, from = 0, version = 1) {
            const count = Math.max(0, Math.min(PAGE_ROWS, total - offset));
            const rows = Array.from({ length: count }, (_, index) => aRow(from + offset + index));
            resolve({ version, total, rows });
            return settled();
          },
          fail(message) {
            reject(new Error(message));
            return settled();
          },
        });
      }),
    numbers: async () => [],
    locate: async () => placeOf,
  };
}

const aRow = (no: number): TableRow => ({ no, cells: [], at: {} });
/** Lets every promise that can go on do so. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};
const offsets = () => asked.map((one) => one.offset / PAGE_ROWS);

beforeEach(() => {
  asked = [];
  shifts = [];
  placeOf = null;
  loader = createRowLoader({ onChange() {}, onRefresh: (_anchor, shift) => shifts.push(shift) });
});

describe('the row loader', () => {
  it('asks for nothing before it knows what is seen', () => {
    expect(asked).toEqual([]);
    loader.setSource(source('a'), 0, 20);
    expect(offsets()).toEqual([0]);
  });

  it('keeps placeholders until an answer comes, then has the rows', async () => {
    loader.setSource(source('a'), 0, 20);
    expect(loader.total()).toBeNull();
    expect(loader.isAnswered()).toBe(false);
    await asked[0]!.answer(1000);
    expect(loader.total()).toBe(1000);
    expect(loader.rowAt(19)?.no).toBe(19);
    expect(loader.rowAt(500)).toBeUndefined();
  });

  it('after a fast scroll over a million rows asks only for where it ended', async () => {
    loader.setSource(source('a'), 0, 20);
    await asked[0]!.answer(1_000_000);
    asked = [];
    for (let row = 10_000; row <= 900_000; row += 10_000) loader.show(row, row + 20);
    const last = Math.floor(900_000 / PAGE_ROWS);
    expect(asked.length).toBe(2);
    for (const one of [...asked]) await one.answer(1_000_000);
    expect(offsets().slice(2)).toContain(last);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it('shows the rows of the query before until the new one answers', async () => {
    loader.setSource(source('a'), 0, 20);
    await asked[0]!.answer(300);
    loader.setSource(source('b'), 0, 20);
    expect(loader.rowAt(3)?.no).toBe(3);
    expect(loader.isAnswered()).toBe(false);
    await asked.at(-1)!.answer(50, 7000);
    expect(loader.rowAt(3)?.no).toBe(7003);
    expect(loader.total()).toBe(50);
  });

  it('throws away what an older query answers late', async () => {
    loader.setSource(source('a'), 0, 20);
    loader.setSource(source('b'), 0, 20);
    const [older, newer] = asked;
    await newer!.answer(50, 7000);
    await older!.answer(900);
    expect(loader.total()).toBe(50);
    expect(loader.rowAt(0)?.no).toBe(7000);
  });

  it('keeps rows that stay where they are when only the columns change', async () => {
    loader.setSource(source('a'), 0, 20);
    await asked[0]!.answer(100);
    loader.setSource(source('a'), 0, 20);
    expect(loader.rowAt(3)?.no).toBe(3);
    expect(loader.isAnswered()).toBe(true);
    expect(asked.length).toBe(2);
  });

  it('stops at a failure, says it, and goes on when asked to', async () => {
    loader.setSource(source('a'), 0, 20);
    await asked[0]!.fail('disk on fire');
    expect(loader.error()).toMatchObject({ message: 'disk on fire' });
    loader.show(500, 520);
    expect(asked.length).toBe(1);
    loader.retry();
    expect(loader.error()).toBeNull();
    expect(asked.length).toBe(3);
  });

  it('forgets a failure when the query changes', async () => {
    loader.setSource(source('a'), 0, 20);
    await asked[0]!.fail('no such column');
    loader.setSource(source('b'), 0, 20);
    expect(loader.error()).toBeNull();
    expect(asked.length).toBe(2);
  });
});

describe('when the data changes', () => {
  beforeEach(async () => {
    loader.setSource(source('a'), 256, 276);
    for (const one of [...asked]) await one.answer(1000);
    for (const one of asked.slice(2)) await one.answer(1000);
    asked = [];
  });

  it('follows the anchor by as many rows as came before it, only once they are here', async () => {
    placeOf = 262;
    loader.refresh({ no: 260, index: 260 });
    await settled();
    expect(shifts).toEqual([]);
    expect(loader.rowAt(260)?.no).toBe(260);
    await asked[0]!.answer(1002, -2);
    expect(shifts).toEqual([2]);
    expect(loader.rowAt(262)?.no).toBe(260);
    expect(loader.total()).toBe(1002);
  });

  it('stays where it is when the anchor is gone', async () => {
    placeOf = null;
    loader.refresh({ no: 260, index: 260 });
    await settled();
    await asked[0]!.answer(999);
    expect(shifts).toEqual([0]);
    expect(loader.total()).toBe(999);
  });

  it('loads once more, not once per change, when changes come faster than answers', async () => {
    for (let change = 0; change < 5; change++) loader.refresh(null);
    await settled();
    expect(asked.length).toBe(1);
    await asked[0]!.answer(1001);
    await settled();
    expect(asked.length).toBe(2);
    await asked[1]!.answer(1005);
    await settled();
    expect(loader.total()).toBe(1005);
    for (const one of asked.slice(2)) await one.answer(1005);
    expect(new Set(offsets()).size).toBeGreaterThan(1);
  });

  it('asks again for the pages around once they are needed, and shows them until then', async () => {
    loader.refresh(null);
    await settled();
    await asked[0]!.answer(1001);
    expect(loader.rowAt(130)?.no).toBe(130);
    expect(offsets().slice(1)).toEqual([1]);
  });
});
