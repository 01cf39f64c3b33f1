import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { DocumentNode, DocumentPath } from '#contract/document.ts';
import { describePath, parsePath } from '#contract/document-path.ts';
import { interopFixtures } from '#testing/interop-fixtures.ts';
import { readContainer } from '../container.ts';
import { readPage } from './read-page.ts';
import { searchDocument } from './search-document.ts';

const fixtures = interopFixtures('v1', 'v1-releases', 'v2', 'v3', 'v4', 'v5-iafbt', 'v5-obtf');

function documentOf(name: string) {
  return readContainer(fixtures.find((fixture) => fixture.name === name)!.file);
}

function page(name: string, path: DocumentPath, offset = 0, limit = 500) {
  return readPage(documentOf(name), { path, offset, limit });
}

describe('the document of a bundle', () => {
  it.each(fixtures.filter(({ name }) => !/sweep/.test(name)).map(({ name }) => [name] as const))(
    'of %s is there whole: every value below its root can be reached, page by page',
    (name) => {
      const document = documentOf(name);
      const { node, children } = readPage(document, { path: [], offset: 0, limit: 500 });
      expect([node.kind, node.size]).toEqual(['map', children.length]);
      let scalars = 0;
      const visit = (path: DocumentPath, of: DocumentNode) => {
        if (of.kind !== 'list' && of.kind !== 'map') scalars += 1;
        else if (of.blob === null && path.length < 6 && of.size < 60) {
          const inside = readPage(document, { path, offset: 0, limit: 500 });
          expect(inside.total).toBe(inside.children.length);
          for (const child of inside.children) visit([...path, child.key as string], child);
        }
      };
      for (const child of children) visit([child.key as string], child);
      expect(scalars).toBeGreaterThan(2);
    },
  );

  it('shows studies, engines and runs of the coming framework under their own names', () => {
    const name = 'v5-obtf/derived/three_studies.obtf';
    const { children, formatVersion } = page(name, []);
    expect(formatVersion).toBe(5);
    expect(children.map(({ key }) => key)).toContain('anchor_algorithm_id');
    const study = page(name, ['studies', 'study/with/slashes 🚀']);
    expect(study.children.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['sample_type', 'execution_config', 'event_monte_carlo_tests']),
    );
    const trade = page(name, ['studies', 'alpha', 'event_runs', 0, 'trades', 0]);
    const id = trade.children.find(({ key }) => key === 'id');
    expect(id).toMatchObject({ kind: 'integer', value: '1' });
  });

  it('tells integers from floats, and says what is written in another form than the shortest', () => {
    const values = (name: string, path: DocumentPath) =>
      new Map(
        page(name, path).children.map(({ key, kind, value, form }) => [key, [kind, value, form]]),
      );
    const metrics = values('v2/edge/nan_metrics.iafbt', ['vector_metrics']);
    expect([...metrics.values()]).toContainEqual(['float', 'nan', 'nan 0x7ff8000000000000']);
    const blobs = page('v5-obtf/a20/vec_0.obtf', ['blobs']).children;
    expect(blobs.length).toBeGreaterThan(0);
    // Release a20 writes 32-bit headers before byte strings whatever their length.
    expect(new Set(blobs.map(({ kind, form }) => `${kind} ${form}`))).toEqual(
      new Set(['bytes wide']),
    );
  });

  it('shows a series by its points, at its reference and in the blobs', () => {
    const name = 'v2/vector/sweep_a_001.iafbt';
    const { side } = fixtures.find((fixture) => fixture.name === name)!;
    const expected = side.runs![0]!.metrics!.equity_curve as { n: number; first: [number, number] };
    const runs = page(name, []).children.find(({ key }) => /_runs$/.test(String(key)))!;
    const path = [runs.key as string, 0, 'backtest_metrics', 'equity_curve'];
    const reference = page(name, path);
    expect(reference.node.blob).toBe('runs/0/metrics/equity_curve.parquet');
    expect(reference.series?.points).toBe(expected.n);
    expect(reference.series?.first[0]).toMatchObject({
      value: expect.stringMatching(/^\d+\.\d+$/),
    });
    expect(page(name, ['blobs', reference.node.blob!]).series).toEqual(reference.series);
  });

  it('pages through long lists and long texts, and never gives more than was asked for', () => {
    const name = 'v2/vector/sweep_a_001.iafbt';
    const document = documentOf(name);
    const path = ['backtest_runs', 0, 'portfolio_snapshots'];
    const { total } = readPage(document, { path, offset: 0, limit: 1 });
    expect(total).toBeGreaterThan(300);
    const keys: unknown[] = [];
    for (let offset = 0; offset < total; offset += 100) {
      const { children } = readPage(document, { path, offset, limit: 100 });
      expect(children.length).toBeLessThanOrEqual(100);
      keys.push(...children.map(({ key }) => key));
    }
    expect(keys).toEqual(Array.from({ length: total }, (_, at) => at));
  });

  it('finds values by key and by text, in document order, with the path to each', () => {
    const document = documentOf('v5-obtf/derived/monte_carlo.obtf');
    const found = searchDocument(document, { text: 'P_VALUES', limit: 10 });
    expect(found.matches.length).toBeGreaterThan(0);
    for (const { path, node } of found.matches) {
      expect(path.at(-1)).toBe('p_values');
      expect(readPage(document, { path, offset: 0, limit: 1 }).node).toEqual(node);
    }
    const many = searchDocument(document, { text: 'btc', limit: 3 });
    expect([many.matches.length, many.isCut]).toEqual([3, true]);
    expect(searchDocument(document, { text: 'no such thing', limit: 3 })).toEqual({
      matches: [],
      isCut: false,
    });
  });

  it('says where a path leads nowhere', () => {
    for (const path of [['nothing'], ['parameters', 'nothing'], ['algorithm_id', 0]]) {
      expect(() => page('v2/vector/sweep_a_001.iafbt', path)).toThrow(
        expect.objectContaining({ code: 'not-found' }),
      );
    }
  });

  it('leaves the payload as it was', () => {
    const document = documentOf('v4/multi_universe.iafbt');
    const hash = () => createHash('sha256').update(document.payload).digest('hex');
    const before = hash();
    searchDocument(document, { text: 'e', limit: 500 });
    readPage(document, { path: [], offset: 0, limit: 500 });
    expect(hash()).toBe(before);
  });
});

describe('a path of a document', () => {
  it.each([
    [[], ''],
    [['studies', 'default', 'vector_runs', 0], 'studies.default.vector_runs[0]'],
    [['studies', 'a/b 🚀', 'event_runs'], 'studies["a/b 🚀"].event_runs'],
    [['a"b\\', 1, 'x.y'], '["a\\"b\\\\"][1]["x.y"]'],
    [['@blob'], '@blob'],
  ])('%j is written and read as %s', (path, text) => {
    expect(describePath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });

  it.each(['a[', 'a..b', 'a[x]', '["a]', 'a]'])('%s is none', (text) => {
    expect(() => parsePath(text)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  });
});
