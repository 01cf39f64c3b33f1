import { describe, expect, it } from 'vitest';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { listColumns } from './list-columns.ts';
import { openIndexReader, openIndexWriter } from './open-index.ts';
import { locateRow, queryRows, readState } from './query-rows.ts';
import { rankRows } from './rank-rows.ts';
import { iterateFiles } from './select-rows.ts';
import { sweepTree } from './sweep-tree.ts';
import { type IndexChange, writeChanges } from './write-rows.ts';

const folder = temporaryFolder();

const twoStudies = bundleAt('two.obtf', {
  algorithmId: 'two',
  anchorAlgorithmId: 'anchor',
  tag: 'v9',
  parameters: { fast: 5 },
  studyNames: ['alpha', 'beta'],
  studies: [
    { studyName: 'alpha', sampleType: 'in_sample', summary: { sharpe_ratio: 1 } },
    { studyName: 'alpha', engine: 'event', summary: { sharpe_ratio: 3 } },
    { studyName: 'alpha', engine: 'event', universeKey: 'BTC', summary: { sharpe_ratio: 2 } },
    { studyName: 'beta', sampleType: 'walk_forward', summary: null },
  ],
});
const plain = bundleAt('plain.iafbt', {
  algorithmId: 'plain',
  parameters: { fast: 9 },
  studies: [{ summary: { sharpe_ratio: 2.5 } }],
});

describe('rows of studies', () => {
  it('stand by the handle of their bundle and their order in it, with what describes the backtest', () => {
    write([twoStudies, plain]);
    const columns = ['study_name', 'engine', 'universe_key', 'anchor_algorithm_id', 'params.fast'];
    expect(query({ columns })).toEqual([
      ['plain', 'default', 'vector', null, null, 9],
      ['two', 'alpha', 'vector', null, 'anchor', 5],
      ['two', 'alpha', 'event', null, 'anchor', 5],
      ['two', 'alpha', 'event', 'BTC', 'anchor', 5],
      ['two', 'beta', 'vector', null, 'anchor', 5],
    ]);
  });

  it('are filtered by what is theirs and by what is their backtest’s, and sorted by their own metrics', () => {
    write([twoStudies, plain]);
    const sort = [{ column: 'sharpe', descending: true }];
    const columns = ['study_name', 'sharpe_ratio'];
    expect(query({ columns, sort, filter: 'universe_key is null' })).toEqual([
      ['two', 'alpha', 3],
      ['plain', 'default', 2.5],
      ['two', 'alpha', 1],
      ['two', 'beta', null],
    ]);
    expect(query({ columns, filter: "sample_type = 'walk_forward' and tag = 'v9'" })).toEqual([
      ['two', 'beta', null],
    ]);
    expect(query({ columns, quick: 'plain' })).toEqual([['plain', 'default', 2.5]]);
  });

  it('are counted, located and ranked like any other rows', () => {
    write([twoStudies, plain]);
    expect(withReader(readState)).toMatchObject({ backtests: 2, studies: 5 });
    const filled = new Map(
      withReader((reader) => listColumns(reader, 'studies')).map((facts) => [
        facts.key,
        facts.filled,
      ]),
    );
    expect(filled.get('study_name')).toBe(5);
    expect(filled.get('universe_key')).toBe(1);
    expect(filled.get('sharpe_ratio')).toBe(4);
    expect(filled.get('tag')).toBe(4);
    expect(filled.get('params.fast')).toBe(5);

    const best = withReader((reader) =>
      rankRows(reader, {
        ...{ rows: 'studies', filter: '', by: 'sharpe', focus: null, weights: null },
        ...{ ascending: false, limit: 2, columns: ['study_name'] },
      }),
    );
    expect(best.map(({ handle, cells }) => [handle, ...cells])).toEqual([
      ['two', 'alpha'],
      ['plain', 'default'],
    ]);
    const scored = withReader((reader) =>
      rankRows(reader, {
        ...{ rows: 'studies', filter: '', by: null, focus: null, weights: { sharpe_ratio: 1 } },
        ...{ ascending: false, limit: null, columns: ['study_name', 'universe_key'] },
      }),
    );
    // The weight replaces the preset's 2, and all other metrics are missing.
    expect(scored.map(({ score, cells }) => [score, ...cells])).toEqual([
      [1, 'alpha', null],
      [0.75, 'default', null],
      [0.5, 'alpha', 'BTC'],
      [0, 'alpha', null],
      [0, 'beta', null],
    ]);
    const no = best[1]!.no;
    const sort = [{ column: 'sharpe_ratio', descending: true }];
    const place = { rows: 'studies' as const, filter: '', quick: '', sort, no };
    expect(withReader((reader) => locateRow(reader, place))).toBe(1);
  });

  it('export the bundles they belong to, each once', () => {
    write([twoStudies, plain]);
    const selection = { kind: 'matching' as const, except: [] };
    const scope = {
      rows: 'studies' as const,
      filter: "tag = 'v9'",
      quick: '',
      sort: [],
      selection,
    };
    const files = withReader((reader) => [...iterateFiles(reader, scope).files]);
    expect(files.map(({ path }) => path)).toEqual(['two.obtf']);
  });

  it('follow their bundle: those it no longer has go, the others keep their numbers', () => {
    write([twoStudies, plain]);
    const before = numbers();
    const studies = [{ studyName: 'alpha', summary: { sharpe_ratio: 7 } }];
    write([bundleAt('two.obtf', { tag: 'v9', studies })]);
    expect(numbers()).toEqual(before.filter(([handle, at]) => handle === 'plain' || at === 0));
    expect(query({ columns: ['sharpe_ratio'], filter: "tag = 'v9'" })).toEqual([['two', 7]]);
    write([{ kind: 'gone', handle: 'two' }]);
    expect(withReader(readState)).toMatchObject({ backtests: 1, studies: 1 });
    const filled = withReader((reader) => listColumns(reader, 'studies'));
    expect(filled.find(({ key }) => key === 'universe_key')?.filled).toBe(0);
  });

  it('are what the navigation groups by: names of studies and anchors', () => {
    write([twoStudies, plain]);
    const groups = withReader((reader) => sweepTree(reader, ''));
    const labels = (kind: string) =>
      groups
        .find((group) => group.kind === kind)
        ?.nodes.map(({ label, filter }) => [label, filter]);
    expect(labels('study')).toEqual([
      ['alpha,beta', 'study_names = "alpha,beta"'],
      ['(none)', 'study_names IS NULL'],
    ]);
    expect(labels('anchor')).toEqual([
      ['anchor', 'anchor_algorithm_id = "anchor"'],
      ['(none)', 'anchor_algorithm_id IS NULL'],
    ]);
  });
});

function write(changes: IndexChange[]): void {
  const writer = openIndexWriter(folder.at('index.sqlite'), { rebuild: false });
  writeChanges(writer, changes);
  writer.close();
}

function withReader<Result>(use: (reader: ReturnType<typeof openIndexReader>) => Result): Result {
  const reader = openIndexReader(folder.at('index.sqlite'));
  try {
    return use(reader);
  } finally {
    reader.close();
  }
}

function query(part: {
  columns: string[];
  filter?: string;
  quick?: string;
  sort?: { column: string; descending: boolean }[];
}) {
  const asked = { filter: '', quick: '', sort: [], ...part, offset: 0, limit: 100 };
  const page = withReader((reader) => queryRows(reader, { rows: 'studies', ...asked }));
  expect(page.total).toBe(page.rows.length);
  return page.rows.map(({ handle, cells }) => [handle, ...cells]);
}

function numbers(): [handle: string, position: number, no: number][] {
  const sql = `SELECT b.handle, s.study, s.no FROM studies s JOIN backtests b ON b.no = s.backtest_no
               ORDER BY b.handle, s.study`;
  return withReader((reader) => reader.db.prepare(sql).raw().all() as [string, number, number][]);
}
