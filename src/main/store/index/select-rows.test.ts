import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import { openIndexWriter } from './open-index.ts';
import { queryRows } from './query-rows.ts';
import { iterateFiles, iterateSelection } from './select-rows.ts';
import { writeChanges } from './write-rows.ts';

describe('a selection', () => {
  const folder = temporaryFolder();
  const count = 600;
  const opened = () =>
    indexOf(
      folder.at('index.sqlite'),
      Array.from({ length: count }, (_, no) =>
        bundleAt(`sub/${String(no).padStart(3, '0')}.iafbt`, {
          tag: no % 2 ? 'odd' : 'even',
          summary: { sharpe_ratio: no },
          runs: [{ window: 'x' }, { window: 'y' }],
        }),
      ),
    );
  const query = {
    rows: 'backtests',
    filter: "tag = 'odd'",
    quick: '',
    sort: [{ column: 'sharpe', descending: true }],
    columns: ['sharpe'],
  } as const;

  it('of all that match comes in order, over as many pages as it takes', () => {
    const index = opened();
    const { total, rows } = iterateSelection(index, {
      ...query,
      selection: { kind: 'matching', except: [] },
    });
    const sharpes = [...rows].map((row) => row.cells[0]);
    expect(sharpes).toEqual(Array.from({ length: 300 }, (_, place) => count - 1 - 2 * place));
    expect(total).toBe(300);
    index.close();
  });

  it('leaves out the exceptions, or all but the rows named', () => {
    const index = opened();
    const nos = queryRows(index, { ...query, offset: 0, limit: 3 }).rows.map((row) => row.no);
    const sharpes = (selection: Parameters<typeof iterateSelection>[1]['selection']) =>
      [...iterateSelection(index, { ...query, selection }).rows].map((row) => row.cells[0]);
    expect(sharpes({ kind: 'matching', except: nos })[0]).toBe(count - 7);
    expect(sharpes({ kind: 'rows', nos: nos.toReversed() })).toEqual([599, 597, 595]);
    expect(sharpes({ kind: 'rows', nos: [] })).toEqual([]);
    index.close();
  });

  it('is read while rows come and go: those that went are left out', () => {
    const index = opened();
    const { rows } = iterateSelection(index, {
      ...query,
      selection: { kind: 'matching', except: [] },
    });
    const iterator = rows[Symbol.iterator]();
    iterator.next();
    const writer = openIndexWriter(folder.at('index.sqlite'), { rebuild: false });
    writeChanges(writer, [
      { kind: 'gone', handle: 'sub/001' },
      bundleAt('sub/new.iafbt', { tag: 'odd' }),
    ]);
    writer.close();
    let left = 1;
    while (!iterator.next().done) left += 1;
    expect(left).toBe(299);
    index.close();
  });

  it('of runs names each file once', () => {
    const index = opened();
    const runs = {
      ...query,
      rows: 'runs',
      filter: "tag = 'odd' AND sub_does_not_matter = 1",
    } as const;
    expect(() =>
      iterateFiles(index, { ...runs, selection: { kind: 'matching', except: [] } }),
    ).toThrow(expect.objectContaining({ code: 'unknown-column' }));
    const { total, files } = iterateFiles(index, {
      ...runs,
      filter: "handle ~ 'sub/00'",
      sort: [{ column: 'handle', descending: true }],
      selection: { kind: 'matching', except: [] },
    });
    expect(total).toBe(10);
    expect([...files].map((file) => file.path)).toEqual(
      Array.from({ length: 10 }, (_, no) => `sub/00${9 - no}.iafbt`),
    );
    index.close();
  });

  it('wants columns that exist, before a row is read', () => {
    const index = opened();
    expect(() =>
      iterateSelection(index, {
        ...query,
        columns: ['nope'],
        selection: { kind: 'matching', except: [] },
      }),
    ).toThrow(expect.objectContaining({ code: 'unknown-column' }));
    index.close();
  });
});
