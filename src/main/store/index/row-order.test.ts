import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SortKey } from '#contract/operations.ts';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { openIndexWriter } from './open-index.ts';
import { locateRow, queryRows, readState, type TableQuery } from './query-rows.ts';
import { writeChanges } from './write-rows.ts';

const all: TableQuery = {
  rows: 'backtests',
  filter: '',
  quick: '',
  sort: [],
  columns: [],
  offset: 0,
  limit: 1000,
};
const by = (...keys: string[]): SortKey[] =>
  keys.map((key) => ({ column: key.replace('-', ''), descending: key.startsWith('-') }));

describe('the order of rows', () => {
  const folder = temporaryFolder();
  const file = () => folder.at('index.sqlite');

  const sharpes = {
    c: 1,
    a: null,
    f: Number.NaN,
    b: Infinity,
    d: -Infinity,
    e: 1,
    h: -0,
    g: 0,
    i: -2.5,
  };
  const opened = () =>
    indexOf(
      file(),
      Object.entries(sharpes).map(([handle, sharpe_ratio]) =>
        bundleAt(`${handle}.iafbt`, {
          summary: { sharpe_ratio },
          parameters: sharpe_ratio === 1 ? { n: handle } : { n: 5 },
        }),
      ),
    );

  it.each([
    ['sharpe', 'd i g h c e b a f'],
    ['-sharpe', 'b c e g h i d a f'],
  ])('%s: infinities at their ends, missing and NaN last, ties by handle', (key, expected) => {
    const index = opened();
    const order = () =>
      queryRows(index, { ...all, sort: by(key) })
        .rows.map((row) => row.handle)
        .join(' ');
    // Asked first, SQLite gives the rows; asked again, they come from the order in memory.
    expect(order()).toBe(expected);
    expect(order()).toBe(expected);
    index.close();
  });

  it('of a parameter that holds numbers and texts has the numbers before the texts', () => {
    const index = opened();
    const order = (key: string) =>
      queryRows(index, { ...all, sort: by(key) })
        .rows.map((row) => row.handle)
        .join(' ');
    expect(order('params.n')).toBe('a b d f g h i c e');
    expect(order('-params.n')).toBe('e c a b d f g h i');
    expect(order('-n')).toBe('e c a b d f g h i');
    index.close();
  });

  it('of texts is by their bytes', () => {
    const tags = ['b', 'B', 'a', 'ä', '￿', '😀', '', '10', '9'];
    const index = indexOf(
      file(),
      tags.map((tag, no) => bundleAt(`${no}.iafbt`, { tag })),
    );
    const read = (key: string) =>
      queryRows(index, { ...all, sort: by(key), columns: ['tag'] }).rows.map((row) => row.cells[0]);
    const expected = [...tags].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    for (const _ of ['from SQLite', 'from memory']) {
      expect(read('tag')).toEqual(expected);
      expect(read('-tag')).toEqual([...expected].reverse());
    }
    index.close();
  });

  it('of runs is by handle and then by run where values tie', () => {
    const runs = [
      { metrics: { sharpe_ratio: 1 } },
      { metrics: { sharpe_ratio: 2 } },
      { metrics: { sharpe_ratio: 1 } },
    ];
    const index = indexOf(file(), [
      bundleAt('b.iafbt', { runs }),
      bundleAt('a.iafbt', { runs, tag: 't' }),
    ]);
    const page = queryRows(index, { ...all, rows: 'runs', sort: by('sharpe'), columns: ['tag'] });
    expect(page.rows.map((row) => `${row.handle}${row.run} ${row.cells[0]}`)).toEqual([
      'a0 t',
      'a2 t',
      'b0 null',
      'b2 null',
      'a1 t',
      'b1 null',
    ]);
    expect(page.total).toBe(6);
    index.close();
  });

  it('is what sorting by comparison gives, for any rows, keys, filter and window', () => {
    const cell = fc.constantFrom(null, -Infinity, -1, 0, 1, Infinity);
    const row = fc.record({ sharpe_ratio: cell, cagr: cell, tag: fc.constantFrom(null, 'a', 'b') });
    const key = fc.record({
      column: fc.constantFrom('sharpe_ratio', 'cagr', 'tag'),
      descending: fc.boolean(),
    });
    let count = 0;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.array(key, { maxLength: 3 }),
        fc.constantFrom('', 'cagr >= 0', 'tag is null'),
        fc.record({ offset: fc.nat(10), limit: fc.nat(10) }),
        (rows, sort, filter, window) => {
          count += 1;
          const sketched = rows.map((cells, no) => ({
            handle: String(no).padStart(2, '0'),
            ...cells,
          }));
          const index = indexOf(
            folder.at(`${count}.sqlite`),
            // Written backwards: row numbers are not the order of handles.
            sketched
              .toReversed()
              .map(({ handle, tag, ...summary }) => bundleAt(`${handle}.iafbt`, { tag, summary })),
          );
          const matching = sketched.filter(
            (r) =>
              filter === '' ||
              (filter === 'tag is null' ? r.tag === null : r.cagr !== null && r.cagr >= 0),
          );
          const expected = matching.toSorted((a, b) => {
            for (const { column, descending } of sort) {
              const [x, y] = [a[column as 'cagr'], b[column as 'cagr']];
              if (x === y) continue;
              if (x === null || y === null) return x === null ? 1 : -1;
              return (x < y ? -1 : 1) * (descending ? -1 : 1);
            }
            return 0;
          });
          const wanted = expected
            .slice(window.offset, window.offset + window.limit)
            .map((r) => r.handle);
          for (const _ of ['from SQLite', 'from memory']) {
            const page = queryRows(index, { ...all, sort, filter, ...window });
            expect(page.rows.map((r) => r.handle)).toEqual(wanted);
            expect(page.total).toBe(expected.length);
          }
          const whole = queryRows(index, { ...all, sort, filter });
          whole.rows.forEach((r, place) => {
            expect(locateRow(index, { ...all, sort, filter, no: r.no })).toBe(place);
          });
          index.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts words of the quick search together, in any of its columns', () => {
    const index = indexOf(file(), [
      bundleAt('one/run_1.iafbt', { tag: 'Sweep_100%', algorithmId: 'Ema' }),
      bundleAt('two/run_2.iafbt', { tag: 'other', runs: [{ symbols: ['BTC/EUR'] }] }),
    ]);
    const found = (quick: string) =>
      queryRows(index, { ...all, quick }).rows.map((row) => row.handle);
    expect(found('ema 100%')).toEqual(['one/run_1']);
    expect(found('btc run')).toEqual(['two/run_2']);
    expect(found('  RUN ')).toHaveLength(2);
    expect(found('ema btc')).toEqual([]);
    expect(found('_')).toHaveLength(2);
    expect(queryRows(index, { ...all, quick: 'btc', rows: 'runs' }).total).toBe(1);
    index.close();
  });

  it('does not hold a row that is gone or does not match', () => {
    const index = opened();
    const no = queryRows(index, { ...all, filter: 'sharpe = -2.5' }).rows[0]?.no as number;
    expect(locateRow(index, { ...all, no })).toBe(8);
    expect(locateRow(index, { ...all, no, filter: 'sharpe > 0' })).toBeNull();
    expect(locateRow(index, { ...all, no: 4711 })).toBeNull();
    index.close();
  });

  it('follows what another connection writes', () => {
    const index = opened();
    const first = queryRows(index, { ...all, sort: by('-sharpe'), limit: 1 });
    const writer = openIndexWriter(file(), { rebuild: false });
    writeChanges(writer, [
      bundleAt('best.iafbt', { summary: { sharpe_ratio: Infinity } }),
      { kind: 'gone', handle: 'b' },
    ]);
    const second = queryRows(index, { ...all, sort: by('-sharpe'), limit: 1 });
    expect([first.rows[0]?.handle, second.rows[0]?.handle]).toEqual(['b', 'best']);
    expect(second.version).toBeGreaterThan(first.version);
    expect(readState(index)).toEqual({
      version: second.version,
      backtests: 9,
      studies: 0,
      runs: 9,
    });
    writer.close();
    index.close();
  });

  it('wants columns that exist', () => {
    const index = opened();
    const unknown = expect.objectContaining({ code: 'unknown-column' });
    expect(() => queryRows(index, { ...all, sort: by('shape') })).toThrow(unknown);
    expect(() => queryRows(index, { ...all, columns: ['shape'] })).toThrow(unknown);
    expect(() => queryRows(index, { ...all, rows: 'runs', sort: by('consistency_score') })).toThrow(
      unknown,
    );
    index.close();
  });
});
