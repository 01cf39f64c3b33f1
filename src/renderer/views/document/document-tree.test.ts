import { describe, expect, it } from 'vitest';
import type { DocumentNode } from '#contract/document.ts';
import { type LoadedPage, pathKey, sayValue, treeLines, treeMove } from './document-tree.ts';

function aNode(key: string | number, sketch: Partial<DocumentNode> = {}): DocumentNode {
  return {
    ...{ key, kind: 'text', value: 'x', size: 1, isCut: false, form: null, blob: null },
    ...sketch,
  };
}

const runs = aNode('runs', { kind: 'list', value: null, size: 3 });
const pages = new Map<string, LoadedPage>([
  [pathKey([]), { children: [aNode('tag'), runs], total: 2 }],
  [pathKey(['runs']), { children: [aNode(0), aNode(1)], total: 3 }],
]);

function lines(...open: (string | number)[][]) {
  return treeLines(pages, new Set(open.map(pathKey)));
}

describe('the tree of a document', () => {
  it('shows what is open, each line with its place among its neighbours', () => {
    expect(lines().map(({ key }) => key)).toEqual(['["tag"]', '["runs"]']);
    const opened = lines(['runs']);
    expect(opened.map(({ kind, key, level }) => [kind, key, level])).toEqual([
      ['value', '["tag"]', 1],
      ['value', '["runs"]', 1],
      ['value', '["runs",0]', 2],
      ['value', '["runs",1]', 2],
      ['more', '["runs"] more', 2],
    ]);
    expect(opened[3]).toMatchObject({ size: 3, place: 2 });
    expect(opened[4]).toMatchObject({ left: 1 });
  });

  it('never opens what has nothing inside, and a series only as a series', () => {
    const inside = [
      aNode('empty', { kind: 'map', size: 0 }),
      aNode('series', { kind: 'map', size: 1, blob: 'runs/0/x.parquet' }),
    ];
    const only = new Map([[pathKey([]), { children: inside, total: 2 }]]);
    const open = new Set([pathKey(['empty']), pathKey(['series'])]);
    expect(treeLines(only, open)).toMatchObject([{ canOpen: false }, { canOpen: false }]);
  });

  it('is walked with the keyboard', () => {
    const opened = lines(['runs']);
    const from = (at: number, key: string) => treeMove(key, opened, opened[at]!);
    expect(from(0, 'ArrowDown')).toEqual({ do: 'go', to: opened[1] });
    expect(from(3, 'ArrowLeft')).toEqual({ do: 'go', to: opened[1] });
    expect(from(1, 'ArrowLeft')).toEqual({ do: 'toggle' });
    expect(from(1, 'ArrowRight')).toEqual({ do: 'go', to: opened[2] });
    expect(from(0, 'ArrowRight')).toBeNull();
    expect(from(4, 'Enter')).toEqual({ do: 'toggle' });
    expect(from(0, 'End')).toEqual({ do: 'go', to: opened[4] });
    expect(from(0, 'r')).toEqual({ do: 'go', to: opened[1] });
    expect(from(0, 'z')).toBeNull();
  });

  it('says what a value is in a few words', () => {
    expect(sayValue(runs)).toBe('3 items');
    expect(sayValue(aNode('a', { kind: 'float', value: '1.0' }))).toBe('1.0');
    expect(sayValue(aNode('a', { value: 'a "b"', isCut: true }))).toBe('"a \\"b\\"" …');
    expect(sayValue(aNode('a', { kind: 'nil', value: null }))).toBe('nil');
  });
});
