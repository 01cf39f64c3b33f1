import { describe, expect, it } from 'vitest';
import { ArchiveError } from '#contract/archive-error.ts';
import { mutantDataset } from '#testing/hostile/mutants.ts';
import { cellsOf, type NumberCells } from '../cells/column-cells.ts';
import type { DatasetName } from './dataset-columns.ts';
import type { NumberPage } from './number-page.ts';
import { fileOfBytes, openDataset, readDataset } from './read-dataset.ts';
import type { PageShelf } from './read-numbers.ts';
import type { RunTable } from './run-table.ts';
import { writeDataset } from './write-dataset.ts';

/** Everything stays; `made` says what was decoded. */
function everythingKept(): PageShelf & { made: string[] } {
  const pages = new Map<string, NumberPage>();
  const made: string[] = [];
  return {
    made,
    get: (key) => pages.get(key),
    getOrMake(key, make) {
      made.push(key);
      const page = pages.get(key) ?? make();
      pages.set(key, page);
      return page;
    },
  };
}

/** The same file by way of the shelf, and by the general reader alone. */
async function both(name: DatasetName, bytes: Uint8Array) {
  const shelf = everythingKept();
  const shared = { fileName: 'a file', shelf };
  return {
    shelf,
    fast: await openDataset(name, fileOfBytes(bytes), shared),
    general: await openDataset(name, fileOfBytes(bytes)),
  };
}

/** Bits of every number, nulls as none. */
function bitsOf({ values, nulls }: NumberCells): (bigint | null)[] {
  const bits = new BigUint64Array(values.buffer, values.byteOffset, values.length);
  return Array.from(bits, (word, row) => (nulls?.[row] === 1 ? null : word));
}

const hour = 3_600_000;
const odd = [0, -0, 1 / 3, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324, -Number.MAX_VALUE];

/** Hourly snapshots from `start` on, of every kind of number; every seventh has no `unallocated`. */
function snapshots(count: number, start: number): RunTable {
  const rows = Array.from({ length: count }, (_, row) => row);
  const columns = {
    ts: cellsOf(
      'time',
      rows.map((row) => start + row * hour + (row % 11 === 0 ? 1 : 0)),
    ),
    total_value: cellsOf(
      'real',
      rows.map((row) => odd[row % odd.length]! + (row % 13)),
    ),
    unallocated: cellsOf(
      'real',
      rows.map((row) => (row % 7 === 0 ? null : odd[row % odd.length]!)),
    ),
  };
  return { rows: count, columns };
}

function writeRuns(runs: readonly RunTable[]): Uint8Array {
  const parts = runs.map((table, run) => ({ id: `r-${run}`, table }));
  return writeDataset('portfolio_snapshots', parts).bytes;
}

describe('numbers read page by page', () => {
  it('are those of the general reader, bit for bit, over pages, groups and runs', async () => {
    // The second run begins years before the first ends: wide differences; the third fills two groups.
    const bytes = writeRuns([
      snapshots(50_000, Date.UTC(2024, 0)),
      snapshots(70_000, Date.UTC(1969, 6)),
      snapshots(40_000, Date.UTC(2051, 0)),
    ]);
    const { fast, general, shelf } = await both('portfolio_snapshots', bytes);

    for (const [from, to] of [
      [0, 3],
      [32_767, 32_769],
      [49_990, 50_010],
      [98_000, 132_000],
      [159_990, 160_000],
    ] as const) {
      const ours = await readDataset(fast, from, to);
      const theirs = await readDataset(general, from, to);
      expect(Object.keys(ours.columns).sort()).toEqual(Object.keys(theirs.columns).sort());
      for (const [name, cells] of Object.entries(theirs.columns)) {
        expect(bitsOf(ours.columns[name] as NumberCells)).toEqual(bitsOf(cells as NumberCells));
      }
    }
    const columns = new Set(shelf.made.map((key) => key.split(' ')[3]));
    expect([...columns]).toEqual(expect.arrayContaining(['ts', 'total_value', 'unallocated']));
  });

  it('keep the bits of every NaN', async () => {
    const values = new Float64Array(
      new BigUint64Array([0x7ff8000000000000n, 0xfff8000000000123n, 0x7ff0000000000001n]).buffer,
    );
    const cells = { kind: 'real' as const, values, nulls: null };
    const bytes = writeRuns([{ rows: 3, columns: { total_value: cells, unallocated: cells } }]);
    const { fast } = await both('portfolio_snapshots', bytes);

    const { columns } = await readDataset(fast, 0, 3);

    expect(bitsOf(columns.total_value as NumberCells)).toEqual(bitsOf(cells));
    expect(bitsOf(columns.unallocated as NumberCells)).toEqual(bitsOf(cells));
  });

  it('decode a page once for all runs in it, and hand out arrays of their own', async () => {
    const bytes = writeRuns([snapshots(500, 0), snapshots(500, 0)]);
    const { fast, shelf } = await both('portfolio_snapshots', bytes);
    const columns = ['ts', 'total_value'];

    const first = await readDataset(fast, 0, 500, columns);
    (first.columns.total_value as NumberCells).values.fill(0);
    const second = await readDataset(fast, 500, 1000, columns);
    const again = await readDataset(fast, 0, 500, columns);

    expect(shelf.made).toHaveLength(2);
    expect(again.columns.total_value).toEqual(second.columns.total_value);
  });

  it('are left to the general reader where differences are too large to add up', async () => {
    const far = [0, 2 ** 53 - 1, -(2 ** 53) + 1, 5];
    const bytes = writeRuns([{ rows: 4, columns: { ts: cellsOf('time', far) } }]);
    const { fast, shelf } = await both('portfolio_snapshots', bytes);

    const { columns } = await readDataset(fast, 0, 4, ['ts']);

    expect(columns.ts?.values).toEqual(Float64Array.from(far));
    expect(shelf.made).toEqual([]);
  });

  it('of a damaged page are refused as the general reader refuses them', async () => {
    const bytes = writeRuns([snapshots(500, 0)]);
    const { general } = await both('portfolio_snapshots', bytes);
    const chunk = general.metadata.row_groups[0]!.columns.find(
      ({ meta_data }) => meta_data?.path_in_schema[0] === 'total_value',
    )!.meta_data!;
    const at = Number(chunk.data_page_offset);
    const damaged = Uint8Array.from(bytes);
    damaged.fill(0xff, at + 40, at + Number(chunk.total_compressed_size));
    const opened = await both('portfolio_snapshots', damaged);

    await expect(readDataset(opened.general, 0, 500, ['total_value'])).rejects.toThrow();
    await expect(readDataset(opened.fast, 0, 500, ['total_value'])).rejects.toThrow();
    expect((await readDataset(opened.fast, 0, 500, ['ts'])).columns.ts).toBeDefined();
  });
});

describe('400 damaged dataset files', () => {
  it('give the numbers of the general reader, or a typed error', async () => {
    for (let number = 0; number < 400; number++) {
      const { name, bytes } = mutantDataset(number);
      const read = async (shared: Parameters<typeof openDataset>[2]) => {
        const dataset = await openDataset(name, fileOfBytes(bytes), shared);
        return (await readDataset(dataset, 0, dataset.rows)).columns;
      };
      const theirs = await settled(read(null));
      const ours = await settled(read({ fileName: 'a file', shelf: everythingKept() }));
      if (theirs instanceof Error || ours instanceof Error) {
        for (const one of [theirs, ours].filter((one) => one instanceof Error)) {
          expect([number, one]).toEqual([number, expect.any(ArchiveError)]);
        }
        continue;
      }
      for (const [column, cells] of Object.entries(theirs)) {
        const got = ours[column];
        if (cells.kind === 'text' || got?.kind === 'text') continue;
        expect([number, column, got && bitsOf(got)]).toEqual([number, column, bitsOf(cells)]);
      }
    }
  });
});

function settled<Value>(work: Promise<Value>): Promise<Value | Error> {
  return work.catch((error: Error) => error);
}
