import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anEditedBundle } from '#testing/bundle-builder.ts';
import { placeBundle } from '#testing/demo-bundles.ts';
import { readParquetTable } from '#testing/read-parquet-table.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { unzip } from '#testing/unzip.ts';
import type { Archive } from './archive.ts';
import { type ExportRowsRequest, exportRows } from './export-rows.ts';
import { indexFolder } from './index-folder.ts';
import { listColumns } from './list-columns.ts';
import { listRows } from './list-rows.ts';
import { openArchive } from './open-archive.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
let archive: Archive;

beforeEach(async () => {
  await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('bundles/one.iafbt'));
  await placeBundle('sweep_b/sweep_b_00002.iafbt', folder.at('bundles/sub/two.iafbt'));
  await placeBundle('obtf/obtf_000.obtf', folder.at('bundles/sub/deep/three.obtf'));
  await open('bundles');
});
afterEach(() => archive.close());

async function open(name: string) {
  await indexFolder({ folder: folder.at(name) }, createTask().task);
  archive = await openArchive(folder.at(name));
}

const everything = { kind: 'matching' as const, except: [] };

function exportTo(to: string, request: Partial<ExportRowsRequest> = {}, task = createTask().task) {
  return exportRows(
    archive,
    {
      rows: 'backtests',
      filter: '',
      quick: '',
      selection: everything,
      sort: [{ column: 'handle', descending: false }],
      columns: ['sharpe_ratio', 'tag'],
      format: 'csv',
      to: folder.at(to),
      name: null,
      overwrite: false,
      withOhlcv: false,
      ...request,
    },
    task,
  );
}

describe('exporting bundles', () => {
  it('copies them byte for byte with their folders, and their times', async () => {
    const outcome = await exportTo('out', { format: 'bundles' });

    expect(outcome).toMatchObject({ seen: 3, added: 3, failed: 0, written: folder.at('out') });
    for (const path of ['one.iafbt', 'sub/two.iafbt', 'sub/deep/three.obtf']) {
      expect(await hashOf(`out/${path}`)).toBe(await hashOf(`bundles/${path}`));
    }
    // Exported where they came from, nothing in the index would change.
    await indexFolder({ folder: folder.at('out') }, createTask().task);
    const copy = await openArchive(folder.at('out'));
    expect(rowsOf(copy)).toEqual(rowsOf(archive));
    copy.close();
  });

  it('does nothing the second time, and never replaces another file unasked', async () => {
    await exportTo('out', { format: 'bundles' });
    expect(await exportTo('out', { format: 'bundles' })).toMatchObject({ added: 0, unchanged: 3 });

    await writeFile(folder.at('out/one.iafbt'), 'mine');
    const refused = await exportTo('out', { format: 'bundles' });
    expect(refused).toMatchObject({ unchanged: 2, failed: 1 });
    expect(refused.failures).toMatchObject([{ file: 'one.iafbt', code: 'already-exists' }]);
    expect(await readFile(folder.at('out/one.iafbt'), 'utf8')).toBe('mine');

    expect(await exportTo('out', { format: 'bundles', overwrite: true })).toMatchObject({
      added: 1,
    });
    expect(await hashOf('out/one.iafbt')).toBe(await hashOf('bundles/one.iafbt'));
  });

  it('takes one into a file, but not several', async () => {
    const [first] = rowsOf(archive);
    const selection = { kind: 'rows' as const, nos: [first!.no] };

    await exportTo('chosen.iafbt', { format: 'bundles', selection });
    expect(await hashOf('chosen.iafbt')).toBe(await hashOf('bundles/one.iafbt'));

    const several = exportTo('all.iafbt', { format: 'bundles' });
    await expect(several).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('takes only what is selected: by number, by filter, but those excepted', async () => {
    const handles = async (to: string, request: Partial<ExportRowsRequest>) => {
      await exportTo(to, { format: 'bundles', ...request });
      return (await readdir(folder.at(to), { recursive: true })).filter((name) =>
        /\.(iafbt|obtf)$/.test(name),
      );
    };
    const [first] = rowsOf(archive);

    expect(await handles('a', { filter: 'handle LIKE "sub/%"' })).toHaveLength(2);
    expect(await handles('b', { selection: { kind: 'rows', nos: [first!.no] } })).toEqual([
      'one.iafbt',
    ]);
    expect(
      await handles('c', { selection: { kind: 'matching', except: [first!.no] } }),
    ).not.toContain('one.iafbt');
  });

  it('takes the bundle of a run once, however many of its runs are selected', async () => {
    const outcome = await exportTo('out', { format: 'bundles', rows: 'runs' });

    expect(outcome).toMatchObject({ seen: 3, added: 3 });
  });

  it('lists what cannot be copied, and copies the rest', async () => {
    await rm(folder.at('bundles/one.iafbt'));
    await writeFile(folder.at('bundles/sub/two.iafbt'), 'replaced by a text');

    const outcome = await exportTo('out', { format: 'bundles' });

    expect(outcome).toMatchObject({ seen: 3, added: 1, failed: 2 });
    expect(outcome.failures.map(({ file, code }) => [file, code])).toEqual([
      ['one.iafbt', 'not-found'],
      ['sub/two.iafbt', 'not-a-bundle'],
    ]);
    expect(await readdir(folder.at('out/sub'))).toEqual(['deep']);
  });

  it('puts several into one zip, each as it is', async () => {
    const outcome = await exportTo('all.zip', { format: 'bundles' });

    expect(outcome).toMatchObject({ seen: 3, added: 3, written: folder.at('all.zip') });
    const entries = await unzip(folder.at('all.zip'));
    expect([...entries.keys()].sort()).toEqual([
      'one.iafbt',
      'sub/deep/three.obtf',
      'sub/two.iafbt',
    ]);
    for (const [path, bytes] of entries) {
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(
        await hashOf(`bundles/${path}`),
      );
    }
  });

  it('brings the price files along that a bundle refers to', async () => {
    archive.close();
    const source = new URL('../../../fixtures/interop/v2/ohlcv/', import.meta.url).pathname;
    await indexFolder({ folder: source, indexFile: folder.at('ohlcv.sqlite') }, createTask().task);
    archive = await openArchive(folder.at('ohlcv.sqlite'));

    const outcome = await exportTo('out', { format: 'bundles', withOhlcv: true });

    const prices = await readdir(folder.at('out/ohlcv'));
    expect(prices.length).toBeGreaterThan(0);
    for (const name of prices) expect(`${await hashOf(`out/ohlcv/${name}`)}.parquet`).toBe(name);
    // One fixture's store lies outside of its folder, on purpose.
    expect(outcome.failures).toMatchObject([
      {
        file: expect.stringContaining('ohlcv_path_traversal'),
        code: expect.stringMatching(/outside-root|bad-request/),
      },
    ]);
  });
});

describe('exporting a table', () => {
  it('writes CSV by the standard, ids first, columns in the order asked for', async () => {
    const outcome = await exportTo('rows.csv', { columns: ['tag', 'sharpe', 'start'] });

    expect(outcome).toMatchObject({ seen: 3, added: 3, written: folder.at('rows.csv') });
    const lines = (await readFile(folder.at('rows.csv'), 'utf8')).split('\r\n');
    expect(lines[0]).toBe('id,handle,tag,sharpe_ratio,start');
    expect(lines).toHaveLength(5);
    const [row] = rowsOf(archive, ['tag', 'sharpe_ratio']);
    expect(lines[1]).toMatch(
      new RegExp(`^${row!.id},one,${row!.cells[0]},${row!.cells[1]},\\d{4}-\\d\\d-\\d\\dT`),
    );
  });

  it('gives the same values back from JSON and Parquet, of runs too', async () => {
    const rows = 'runs' as const;
    const columns = [
      'sharpe_ratio',
      'number_of_trades',
      'start',
      'symbols',
      'params.ema_fast',
    ].filter((key) => listColumns(archive, rows).some((column) => column.key === key));
    await exportTo('rows.json', { rows, columns, format: 'json' });
    await exportTo('rows.parquet', { rows, columns, format: 'parquet' });

    const wanted = listRows(archive, {
      rows,
      filter: '',
      quick: '',
      sort: [{ column: 'handle', descending: false }],
      columns,
      offset: 0,
      limit: 1000,
    }).rows;
    const json = JSON.parse(await readFile(folder.at('rows.json'), 'utf8')) as Record<
      string,
      unknown
    >[];
    expect(json.map((row) => [row.id, row.handle, row.run, row.sharpe_ratio])).toEqual(
      wanted.map((row) => [row.id, row.handle, row.run, row.cells[0]]),
    );
    expect(json[0]!.start).toBe(
      new Date(wanted[0]!.cells[2] as number).toISOString().replace('.000Z', 'Z'),
    );
    const table = await readParquetTable(folder.at('rows.parquet'));
    expect(
      table.map((row) => [
        row.id,
        row.handle,
        Number(row.run),
        row.sharpe_ratio,
        Number(row.number_of_trades),
      ]),
    ).toEqual(wanted.map((row) => [row.id, row.handle, row.run, row.cells[0], row.cells[1]]));
    expect(table.map((row) => (row.start as Date).getTime())).toEqual(
      wanted.map((row) => row.cells[2]),
    );
  });

  it('holds every column there is, in every format', async () => {
    for (const rows of ['backtests', 'runs'] as const) {
      const columns = listColumns(archive, rows).map((column) => column.key);
      for (const format of ['csv', 'json', 'parquet'] as const) {
        const outcome = await exportTo(`${rows}.${format}`, { rows, columns, format });
        expect(outcome.added).toBe(outcome.seen);
      }
      const json = JSON.parse(await readFile(folder.at(`${rows}.json`), 'utf8'));
      const plain = columns.filter((key) => !key.startsWith('params.') && key !== 'bundle_id');
      expect(Object.keys(json[0])).toEqual(expect.arrayContaining(['id', 'parameters', ...plain]));
    }
  });

  it('guards a text that a spreadsheet would run, and leaves numbers alone', async () => {
    archive.close();
    const tags = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', 'plain', 'say "hi", then\r\nleave'];
    for (const [place, tag] of tags.entries()) {
      const bundle = anEditedBundle('v2/vector/sweep_a_000.iafbt', (document) =>
        document.set('tag', tag),
      );
      await mkdir(folder.at('tags'), { recursive: true });
      await writeFile(folder.at(`tags/${place}.iafbt`), bundle);
    }
    await open('tags');

    await exportTo('tags.csv', { columns: ['tag', 'sharpe_ratio'] });

    const text = await readFile(folder.at('tags.csv'), 'utf8');
    const [number] = rowsOf(archive, ['sharpe_ratio'])[0]!.cells;
    const fields = text
      .slice(text.indexOf('\r\n') + 2)
      .matchAll(/^[0-9a-f]{64},\d,("(?:[^"]|"")*"|[^,]*),(.*)\r\n/gm);
    expect([...fields].map(([, tag, sharpe]) => [tag, sharpe])).toEqual(
      ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", 'plain', '"say ""hi"", then\r\nleave"'].map(
        (tag) => [tag, String(number)],
      ),
    );
    expect(number).toBeLessThan(0);
  });

  it('is an empty table where nothing matches', async () => {
    for (const format of ['csv', 'json', 'parquet'] as const) {
      expect(await exportTo(`none.${format}`, { format, filter: 'sharpe > 1e9' })).toMatchObject({
        added: 0,
      });
    }
    expect(await readFile(folder.at('none.csv'), 'utf8')).toBe('id,handle,sharpe_ratio,tag\r\n');
    expect(JSON.parse(await readFile(folder.at('none.json'), 'utf8'))).toEqual([]);
    expect(await readParquetTable(folder.at('none.parquet'))).toEqual([]);
  });

  it('goes into a folder under the name of the archive', async () => {
    await mkdir(folder.at('out'));

    await exportTo('out');
    await exportTo('out', { name: 'mine', format: 'json' });

    expect(await readdir(folder.at('out'))).toEqual(['bundles backtests.csv', 'mine.json']);
  });

  it('never replaces a file unasked, and leaves nothing when it is cancelled', async () => {
    await writeFile(folder.at('rows.csv'), 'mine');
    await expect(exportTo('rows.csv')).rejects.toMatchObject({ code: 'already-exists' });
    expect(await readFile(folder.at('rows.csv'), 'utf8')).toBe('mine');
    await exportTo('rows.csv', { overwrite: true });
    expect(await readFile(folder.at('rows.csv'), 'utf8')).toContain('sharpe_ratio');

    const control = createTask();
    control.cancel();
    await expect(exportTo('other.csv', {}, control.task)).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect((await readdir(folder.path)).sort()).toEqual(['bundles', 'rows.csv']);
  });

  it('names the nearest columns where one is not known, and the place in a wrong filter', async () => {
    await expect(exportTo('x.csv', { columns: ['sharp_ratio'] })).rejects.toMatchObject({
      code: 'unknown-column',
      message: expect.stringContaining('sharpe_ratio'),
    });
    await expect(exportTo('x.csv', { filter: 'sharpe >' })).rejects.toMatchObject({
      code: 'bad-filter',
    });
  });
});

function rowsOf(of: Archive, columns: string[] = ['sharpe_ratio', 'modified_at']) {
  const sort = [{ column: 'handle', descending: false }];
  return listRows(of, {
    rows: 'backtests',
    filter: '',
    quick: '',
    sort,
    columns,
    offset: 0,
    limit: 1000,
  }).rows;
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(folder.at(path)))
    .digest('hex');
}
