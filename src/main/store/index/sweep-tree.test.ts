import { describe, expect, it } from 'vitest';
import type { SweepGroup, SweepNode } from '#contract/operations.ts';
import { bundleAt } from '#testing/index-builders.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexOf } from '#testing/temporary-index.ts';
import type { IndexReader } from './index-handle.ts';
import { queryRows } from './query-rows.ts';
import { sweepTree } from './sweep-tree.ts';

describe('the sweep tree', () => {
  const folder = temporaryFolder();

  const opened = () =>
    indexOf(folder.at('index.sqlite'), [
      bundleAt('top.iafbt', { tag: 'odd "tag"', summary: { sharpe_ratio: 0.5 } }),
      bundleAt('a/1.iafbt', {
        tag: 't',
        summary: { sharpe_ratio: 1 },
        parameters: { fast: 5, on: true, mode: 'x' },
        runs: [{ symbols: ['BTC'] }],
      }),
      bundleAt('a/b/2.iafbt', {
        tag: 't',
        summary: { sharpe_ratio: Infinity },
        parameters: { fast: 12, on: false, mode: 3 },
      }),
      bundleAt('a_b/3.iafbt', {
        algorithmId: 'ema',
        summary: { sharpe_ratio: null },
        parameters: { fast: 5, on: true, 'odd "one"': 1 },
      }),
      bundleAt('a%/c/4.iafbt', {
        engineType: 'event',
        summary: { sharpe_ratio: -3 },
        parameters: { 'odd "one"': 2 },
      }),
    ]);

  const groupsOf = (index: IndexReader, filter = '') =>
    new Map(sweepTree(index, filter).map((group) => [group.label, group]));
  const inShort = (nodes: readonly SweepNode[]): unknown =>
    nodes.map((node) => [
      node.label,
      node.count,
      node.bestSharpe,
      ...(node.children.length > 0 ? [inShort(node.children)] : []),
    ]);
  const shortOf = (group: SweepGroup | undefined) => inShort(group?.nodes ?? []);

  it('nests folders, and groups by everything that tells backtests apart', () => {
    const index = opened();
    const groups = groupsOf(index);
    expect([...groups.keys()]).toEqual([
      'Folders',
      'Tags',
      'Algorithms',
      'Engines',
      'Symbols',
      'fast',
      'mode',
      'odd "one"',
      'on',
    ]);
    expect(shortOf(groups.get('Folders'))).toEqual([
      ['(top folder)', 1, 0.5],
      ['a', 2, 'inf', [['b', 1, 'inf']]],
      ['a%', 1, -3, [['c', 1, -3]]],
      ['a_b', 1, null],
    ]);
    expect(shortOf(groups.get('Tags'))).toEqual([
      ['odd "tag"', 1, 0.5],
      ['t', 2, 'inf'],
      ['(none)', 2, -3],
    ]);
    expect(shortOf(groups.get('fast'))).toEqual([
      ['5', 2, 1],
      ['12', 1, 'inf'],
    ]);
    expect(shortOf(groups.get('mode'))).toEqual([
      ['3', 1, 'inf'],
      ['x', 1, 1],
    ]);
    expect(shortOf(groups.get('on'))).toEqual([
      ['false', 1, 'inf'],
      ['true', 2, 1],
    ]);
    index.close();
  });

  it('every node narrows to as many rows as it counts', () => {
    const index = opened();
    const nodes = (list: readonly SweepNode[]): SweepNode[] =>
      list.flatMap((node) => [node, ...nodes(node.children)]);
    const every = sweepTree(index, '').flatMap((group) => nodes(group.nodes));
    expect(every.length).toBeGreaterThan(20);
    for (const node of every) {
      const page = queryRows(index, {
        rows: 'backtests',
        filter: node.filter,
        quick: '',
        sort: [],
        columns: [],
        offset: 0,
        limit: 10,
      });
      expect([node.filter, page.total]).toEqual([node.filter, node.count]);
    }
    index.close();
  });

  it('counts under a filter, and leaves out what is the same for all', () => {
    const index = opened();
    const groups = groupsOf(index, 'params.on = true');
    expect([...groups.keys()]).toEqual(['Folders', 'Tags', 'Algorithms', 'Symbols']);
    expect(shortOf(groups.get('Folders'))).toEqual([
      ['a', 1, 1],
      ['a_b', 1, null],
    ]);
    expect(() => sweepTree(index, 'tag =')).toThrow(
      expect.objectContaining({ code: 'bad-filter' }),
    );
    index.close();
  });

  it('says how many values it leaves out, and keeps the commonest', () => {
    const index = indexOf(
      folder.at('many.sqlite'),
      Array.from({ length: 300 }, (_, no) =>
        bundleAt(`${no}.iafbt`, {
          tag: `tag ${no < 295 ? no : 299}`,
          parameters: { p: no < 295 ? no : 299 },
        }),
      ),
    );
    const groups = groupsOf(index);
    expect(groups.get('Tags')?.nodes).toHaveLength(200);
    expect(groups.get('Tags')?.more).toBe(96);
    expect(groups.get('Tags')?.nodes.at(-1)).toMatchObject({ label: 'tag 299', count: 5 });
    expect(groups.get('p')?.nodes).toHaveLength(40);
    expect(groups.get('p')?.more).toBe(256);
    expect(groups.has('Folders')).toBe(false);
    index.close();
  });
});
