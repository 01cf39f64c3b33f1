import { createHash } from 'node:crypto';
import {
  chmod,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OpenedArchive, RowQuery } from '#contract/operations.ts';
import { demoFolder, placeBundle } from '#testing/demo-bundles.ts';
import { asOrdinaryUser } from '#testing/ordinary-user.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { unzip } from '#testing/unzip.ts';
import { createEngine } from './engine.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

describe('opening an archive', () => {
  it('answers at once, and its rows appear while they are read', async () => {
    const opened = await openSweep();

    expect(opened).toMatchObject({
      name: 'sweep',
      kind: 'local-dir',
      isPresent: true,
      isDemo: false,
      isReadOnly: false,
    });
    expect(await app.ended(opened.job)).toMatchObject({ state: 'done', result: { added: 18 } });
    expect(await rowsOf(opened)).toMatchObject({ total: 18 });
    const versions = app.events.flatMap((event) =>
      event.type === 'archive-changed' ? [event.version] : [],
    );
    expect(versions.length).toBeGreaterThan(0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('takes in what has come since the last time', async () => {
    const first = await openSweep();
    await app.ended(first.job);
    await placeBundle('costs/costs_000.iafbt', folder.at('root/sweep/new.iafbt'));

    const again = await app.engine.reopenArchive({ archive: first.archive });

    expect(again.archive).toBe(first.archive);
    expect(again.backtests).toBe(18);
    expect(await app.ended(again.job)).toMatchObject({ result: { added: 1, unchanged: 18 } });
    expect((await app.engine.listJobs({})).map((job) => job.job)).toEqual([again.job]);
  });

  it('does not empty an index when its bundles are away for now', async () => {
    const opened = await openSweep();
    await app.ended(opened.job);
    await mkdir(folder.at('away'));
    for (const name of await readdir(folder.at('root/sweep'))) {
      if (name.endsWith('.iafbt'))
        await rename(folder.at('root/sweep', name), folder.at('away', name));
    }

    const again = await app.engine.reopenArchive({ archive: opened.archive });
    expect(await app.ended(again.job)).toMatchObject({ result: { removed: 0 } });
    expect(await rowsOf(again)).toMatchObject({ total: 18 });

    const { job } = await app.engine.startIndex({ archive: opened.archive, rebuild: false });
    expect(await app.ended(job)).toMatchObject({ result: { removed: 18 } });
    expect(await rowsOf(again)).toMatchObject({ total: 0 });
  });

  it('works by its index file, too: the same archive', async () => {
    const opened = await openSweep();
    await app.ended(opened.job);

    const place = await app.engine.findPlace({ text: folder.at('root/sweep/index.sqlite') });
    expect(await app.engine.openArchive({ place: place.id })).toMatchObject({
      archive: opened.archive,
      backtests: 18,
    });
  });

  it('shows an index of the framework read-only, and leaves its file alone', async () => {
    const golden = new URL('../../../fixtures/golden/v2/index.sqlite', import.meta.url).pathname;
    await mkdir(folder.at('root/theirs'));
    await cp(golden, folder.at('root/theirs/index.sqlite'));

    const opened = await open('root/theirs');

    expect(opened).toMatchObject({ kind: 'reference-index', isReadOnly: true, job: null });
    expect(opened.backtests).toBeGreaterThan(50);
    expect((await rowsOf(opened)).rows).toHaveLength(10);
    expect(await readFile(folder.at('root/theirs/index.sqlite'))).toEqual(await readFile(golden));
    const place = await app.engine.findPlace({ text: folder.at('root/sweep') });
    const refused = app.engine.startImport({ archive: opened.archive, places: [place.id] });
    await expect(refused).rejects.toMatchObject({ code: 'bad-request' });
  });

  it.runIf(process.platform !== 'win32')(
    'keeps the index of a read-only folder among its own files',
    async () => {
      await chmod(folder.path, 0o777);
      await chmod(folder.at('root/sweep'), 0o555);
      await app.running.close();
      await rm(folder.at('state'), { recursive: true });

      await asOrdinaryUser(async () => {
        await app.restart();
        const opened = await openSweep();
        expect(opened.isReadOnly).toBe(true);
        expect(await app.ended(opened.job)).toMatchObject({ state: 'done', result: { added: 18 } });
        expect(await rowsOf(opened)).toMatchObject({ total: 18 });
        await app.restart();
        expect(await rowsOf(await openSweep())).toMatchObject({ total: 18 });
      });
      expect(
        (await readdir(folder.at('root/sweep'))).every((name) => name.endsWith('.iafbt')),
      ).toBe(true);
    },
  );

  it('makes a damaged index anew, and keeps the damaged one', async () => {
    await app.ended((await openSweep()).job);
    await app.running.close();
    await writeFile(
      folder.at('root/sweep/index.sqlite'),
      'no database, though long enough to be one'.repeat(300),
    );
    await app.restart();

    const opened = await openSweep();

    expect(await app.ended(opened.job)).toMatchObject({ result: { added: 18 } });
    expect(await readdir(folder.at('root/sweep'))).toContain('index.damaged.sqlite');
  });

  it('says what cannot be opened', async () => {
    await writeFile(folder.at('root/notes.sqlite'), 'not SQLite, just text, with nothing in it');

    await expect(open('root/sweep/sweep_b_00000.iafbt')).rejects.toMatchObject({
      code: 'not-an-archive',
    });
    await expect(open('root/notes.sqlite')).rejects.toMatchObject({
      code: expect.stringMatching(/not-an-archive|index-damaged/),
    });
    await expect(open('root/none')).rejects.toMatchObject({ code: 'not-found' });
    await expect(open('.')).rejects.toMatchObject({ code: 'outside-root' });
    await expect(app.engine.openArchive({ place: folder.at('root') })).rejects.toMatchObject({
      code: 'not-found',
    });
    const queried = app.engine.archiveStats({ archive: '0'.repeat(32) });
    await expect(queried).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the list of archives', () => {
  it('is kept over restarts, newest first, with what they held', async () => {
    await cp(folder.at('root/sweep'), folder.at('root/other'), { recursive: true });
    const sweep = await openSweep();
    await app.ended(sweep.job);
    const other = await open('root/other');
    await app.ended(other.job);
    await app.engine.archiveStats({ archive: sweep.archive });
    await app.restart();

    const cards = await app.engine.listArchives({});

    expect(cards.map((card) => [card.name, card.backtests, card.isPresent])).toEqual([
      ['other', 18, true],
      ['sweep', 18, true],
    ]);
    expect(cards[1]!.bytes).toBeGreaterThan(1_000_000);
    // A page that was open goes on asking: nobody has to open the archive again for that.
    expect(await rowsOf(sweep)).toMatchObject({ total: 18 });
  });

  it('shows what is no longer there, until it is forgotten', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    await app.restart();
    await rm(folder.at('root/sweep'), { recursive: true });

    expect(await app.engine.listArchives({})).toMatchObject([{ archive, isPresent: false }]);
    await expect(app.engine.reopenArchive({ archive })).rejects.toMatchObject({
      code: 'not-found',
    });
    await app.engine.forgetArchive({ archive });
    expect(await app.engine.listArchives({})).toEqual([]);
  });

  it('does not lead out of the roots of a later session', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    await mkdir(folder.at('elsewhere'));
    await app.restart({ roots: [folder.at('elsewhere')] });

    await expect(app.engine.reopenArchive({ archive })).rejects.toMatchObject({
      code: 'outside-root',
    });
    await expect(app.engine.archiveStats({ archive })).rejects.toMatchObject({
      code: 'outside-root',
    });
    await app.running.host.grantPlace({ path: folder.at('root/sweep') });
    expect(await app.engine.reopenArchive({ archive })).toMatchObject({ backtests: 18 });
  });
});

describe('the demo', () => {
  it('is copied before it is opened, so that what ships stays as it is', async () => {
    const before = await readdir(demoFolder);

    // Pressed twice.
    const [demo, again] = await Promise.all([app.engine.openDemo({}), app.engine.openDemo({})]);

    expect(demo).toMatchObject({ name: 'Demo', isDemo: true });
    expect(again.archive).toBe(demo.archive);
    expect(await app.ended(demo.job)).toMatchObject({ state: 'done', result: { failed: 0 } });
    expect((await rowsOf(demo)).total).toBeGreaterThan(60);
    expect(await readdir(demoFolder)).toEqual(before);
    expect((await app.engine.openDemo({})).archive).toBe(demo.archive);
  });
});

describe('importing from a page', () => {
  it('takes places it was granted into an archive', async () => {
    const archive = await openSweep();
    await app.ended(archive.job);
    await placeBundle('costs/costs_000.iafbt', folder.at('dropped/one.iafbt'));
    const place = await app.running.host.grantPlace({ path: folder.at('dropped/one.iafbt') });

    const { job } = await app.engine.startImport({ archive: archive.archive, places: [place.id] });

    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { added: 1 } });
    expect(await rowsOf(archive)).toMatchObject({ total: 19 });
  });

  it('takes uploads, and tidies up after them', async () => {
    const archive = await openSweep();
    await app.ended(archive.job);
    const { path } = await app.running.host.newUpload({});
    await placeBundle('costs/costs_000.iafbt', `${path}/dropped/one.iafbt`);
    const place = await app.running.host.grantPlace({ path });

    const { job } = await app.engine.startImport({ archive: archive.archive, places: [place.id] });

    expect(await app.ended(job)).toMatchObject({ result: { added: 1 } });
    expect(await readdir(folder.at('root/sweep'))).toContain('dropped');
    expect(await readdir(folder.at('state/uploads'))).toEqual([]);
  });

  it('shows what came in before it was cancelled', async () => {
    const archive = await open('root');
    await app.ended(archive.job);
    const source = await app.running.host.grantPlace({ path: `${demoFolder}/sweep_a` });
    const { job } = await app.engine.startImport({ archive: archive.archive, places: [source.id] });
    await untilEvent(
      (event) => event.type === 'job' && event.job.job === job && (event.job.total ?? 0) > 0,
    );
    await app.engine.cancelJob({ job });

    const ended = await app.ended(job);

    const after = (await app.engine.listJobs({})).at(-1)!;
    if (ended.state === 'cancelled') expect(after).toMatchObject({ kind: 'index' });
    await app.ended(after.job);
    const files = (await readdir(folder.at('root'))).filter((name) => name.endsWith('.iafbt'));
    expect(await rowsOf(archive)).toMatchObject({ total: 18 + files.length });
  });
});

describe('exporting from a page', () => {
  it('writes into a folder it was granted, and never over what is there', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    await mkdir(folder.at('out'));
    const to = (await app.running.host.grantPlace({ path: folder.at('out') })).id;
    const written = [];

    for (const name of [null, null, 'mine']) {
      const started = await app.engine.startExport(anExport(archive, { to, name }));
      const ended = await app.ended(started.job);
      written.push(basename(ended.result!.written!));
      expect((await app.running.host.resultPath({ job: started.job }))!.path).toBe(
        ended.result!.written,
      );
    }

    expect(written).toEqual(['sweep backtests.csv', 'sweep backtests-2.csv', 'mine.csv']);
    const again = await app.engine.startExport(anExport(archive, { to, name: 'mine' }));
    expect(await app.ended(again.job)).toMatchObject({
      state: 'failed',
      error: { code: 'already-exists' },
    });
    for (const name of ['../mine', 'a/b', '..']) {
      const refused = app.engine.startExport(anExport(archive, { to, name, format: 'bundles' }));
      await expect(refused, name).rejects.toMatchObject({ code: 'bad-request' });
    }
  });

  it('keeps tables and bundles for download where no folder is named', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    const one = (await rowsOf({ archive })).rows[0]!;
    const only = { kind: 'rows' as const, nos: [one.no] };

    const table = await download(anExport(archive, { format: 'json' }));
    expect(table.fileName).toBe('sweep backtests.json');
    expect(JSON.parse(await readFile(table.path, 'utf8'))).toHaveLength(18);

    const bundle = await download(anExport(archive, { format: 'bundles', selection: only }));
    expect(bundle.fileName).toBe(`${one.handle}.iafbt`);
    expect(await hashOf(bundle.path)).toBe(await hashOf(folder.at('root/sweep', bundle.fileName)));

    const zip = await download(anExport(archive, { format: 'bundles' }));
    expect(zip.fileName).toBe('sweep bundles.zip');
    expect((await unzip(zip.path)).size).toBe(18);
  });

  it('writes a report as a job, under a name of its own, and refuses too many at once', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    const [one, two] = (await rowsOf({ archive })).rows;
    const backtests = [one!.id, two!.handle];
    const { job: made } = await app.engine.startReport({ archive, backtests, to: null });
    const ended = await app.ended(made);
    expect(ended).toMatchObject({ kind: 'export', done: 2, total: 2, result: { added: 2 } });
    const file = await app.running.host.downloadFile({ name: ended.result!.download! });
    expect(file?.fileName).toBe('Report of 2 backtests.html');
    expect(await readFile(file!.path, 'utf8')).toContain('Backtest report: 2 backtests');

    const many = Array.from({ length: 51 }, (_, at) => `backtest ${at}`);
    await expect(
      app.engine.startReport({ archive, backtests: many, to: null }),
    ).rejects.toMatchObject({ code: 'bad-request', message: /50 backtests at most/ });
  });

  it('gives nothing for download names that were never made', async () => {
    for (const name of ['', '..', '../state.sqlite', 'x', '00000000-0000-0000-0000-000000000000']) {
      expect(await app.running.host.downloadFile({ name })).toBeNull();
    }
    expect(await app.running.host.resultPath({ job: 'x' })).toBeNull();
  });

  async function download(request: ReturnType<typeof anExport>) {
    const { job } = await app.engine.startExport(request);
    const { result } = await app.ended(job);
    const file = await app.running.host.downloadFile({ name: result!.download! });
    if (file === null) throw new Error('nothing to download');
    return file;
  }
});

describe('jobs over a restart', () => {
  it('are interrupted, and go on where they were when they are resumed', async () => {
    const root = await open('root');
    await app.restart();

    expect((await app.engine.listJobs({}))[0]).toMatchObject({ job: root.job, kind: 'index' });
    const [job] = await app.engine.listJobs({});
    if (job!.state === 'interrupted') await app.engine.resumeJob({ job: root.job! });
    expect(await app.ended(root.job)).toMatchObject({ state: 'done' });
    expect(await rowsOf(root)).toMatchObject({ total: 18 });
  });

  it('are left alone while the engine that runs them is alive', async () => {
    const { job } = await openSweep();

    const other = createEngine({
      stateFolder: folder.at('state'),
      demoFolder,
      roots: [],
      threads: 1,
    });

    expect(await other.engine.listJobs({})).toEqual([]);
    await other.close();
    expect(await app.ended(job)).toMatchObject({ state: 'done' });
  });
});

describe('questions', () => {
  it('are answered: rows, columns, one backtest, its series, ranks, trees, histograms', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    const { rows } = await rowsOf({ archive });
    const { id, handle, no } = rows[0]!;

    expect(await app.engine.locateRow({ ...aScope(archive), sort: [], no })).toEqual({
      index: expect.any(Number),
    });
    expect((await app.engine.listColumns({ archive, rows: 'runs' })).length).toBeGreaterThan(80);
    const detail = await app.engine.showBacktest({ archive, id: handle });
    expect(detail).toMatchObject({ id, no, handle, file: { isPresent: true } });
    const series = await app.engine.readSeries({
      archive,
      id,
      run: 0,
      series: 'equity_curve',
      points: 200,
    });
    expect(series.time.length).toBeGreaterThan(10);
    expect(series.time.length).toBeLessThanOrEqual(200);
    expect(series.value).toHaveLength(series.time.length);
    const ranked = await app.engine.rankRows({
      archive,
      filter: '',
      by: 'sharpe',
      focus: null,
      weights: null,
      ascending: false,
      limit: 3,
      columns: [],
    });
    expect(ranked.rows).toHaveLength(3);
    expect((await app.engine.sweepTree({ archive, filter: '' })).length).toBeGreaterThan(0);
    const histogram = await app.engine.columnHistogram({
      ...aScope(archive),
      column: 'sharpe',
      bins: 5,
    });
    expect(histogram.counts.reduce((sum, count) => sum + count, histogram.empty)).toBe(18);
    expect(await app.engine.archiveStats({ archive })).toMatchObject({
      backtests: 18,
      ratio: expect.any(Number),
    });
  });

  it('of a table that asks for something else are dropped while they wait', async () => {
    const { archive, job } = await openSweep();
    await app.ended(job);
    const ask = (filter: string, offset: number, table = 'runs') =>
      app.engine.queryRows({ ...aQuery(archive), filter, offset, table }).then(
        (page) => page.total,
        (error: { code: string }) => error.code,
      );

    const answers = await Promise.all([
      ask('sharpe > 0', 0),
      ask('sharpe > 1', 0),
      ask('', 0, 'another'),
      ask('sharpe > -99', 0),
      ask('sharpe > -99', 5),
    ]);

    expect(answers).toEqual(['cancelled', 'cancelled', 18, expect.any(Number), expect.any(Number)]);
  });

  it('by browsing lead to places, not to paths', async () => {
    const [root] = await app.engine.listRoots({});
    const { folders } = await app.engine.listFolder({ place: root!.id });

    const opened = await app.engine.openArchive({ place: folders[0]!.id });

    expect(opened.name).toBe('sweep');
    await app.ended(opened.job);
    await symlink('/', folder.at('root/slash'));
    expect((await app.engine.listFolder({ place: root!.id })).folders).toHaveLength(1);
  });
});

describe('what the window looked like', () => {
  it('is found again after a restart', async () => {
    const value = { sort: [{ column: 'sharpe_ratio', descending: true }], scroll: 12.5, note: 'ü' };
    await app.engine.writeState({ key: 'runs', value });
    await app.restart();

    expect(await app.engine.readState({ key: 'runs' })).toEqual({ value });
    expect(await app.engine.readState({ key: 'never' })).toEqual({ value: null });
  });
});

function aScope(archive: string) {
  return { archive, rows: 'backtests' as const, filter: '', quick: '' };
}

function aQuery(archive: string): RowQuery {
  const sort = [{ column: 'sharpe_ratio', descending: true }];
  return { ...aScope(archive), sort, columns: ['sharpe_ratio'], offset: 0, limit: 10 };
}

function anExport(archive: string, request: Partial<Parameters<typeof app.engine.startExport>[0]>) {
  return {
    ...aScope(archive),
    selection: { kind: 'matching' as const, except: [] },
    sort: [],
    columns: ['sharpe_ratio'],
    format: 'csv' as const,
    to: null,
    name: null,
    ...request,
  };
}

async function open(path: string): Promise<OpenedArchive> {
  const place = await app.engine.findPlace({ text: folder.at(path) });
  return app.engine.openArchive({ place: place.id });
}

const openSweep = () => open('root/sweep');
const rowsOf = ({ archive }: { archive: string }) => app.engine.queryRows(aQuery(archive));

function untilEvent(isIt: (event: (typeof app.events)[number]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = app.running.subscribe((event) => {
      if (!isIt(event)) return;
      stop();
      resolve();
    });
  });
}

async function hashOf(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}
