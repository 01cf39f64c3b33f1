import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Job, OpenedArchive } from '#contract/operations.ts';
import { demoFolder, placeBundle } from '#testing/demo-bundles.ts';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { unzip } from '#testing/unzip.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);
/** Real bundles; each takes the file proof a tenth of a second. */
const events = ['event_000.iafbt', 'event_002.iafbt', 'event_006.iafbt'];

describe('migrating a folder', () => {
  it('makes an archive that is on the list, proved, and leaves the folder as it was', async () => {
    const source = await openEvents();

    const { state, result } = await migrate(source, 'file');

    expect(state).toBe('done');
    const migration = result!.migration!;
    expect(migration.proof).toEqual({ file: 3, payload: 0, payloadOnly: 0, opaque: 0 });
    const cards = await app.engine.listArchives({});
    expect(cards.find(({ archive }) => archive === migration.archive)).toMatchObject({
      kind: 'local-tiered',
      name: 'tiered',
      backtests: source.backtests,
    });
    expect((await app.engine.reopenArchive({ archive: source.archive })).backtests).toBe(3);
  });

  it('goes on with the file proof by itself where only payloads were proved', async () => {
    const source = await openEvents();
    const { result } = await migrate(source, 'payload');
    expect(result!.migration!.proof).toMatchObject({ file: 0, payload: 3 });

    const proving = await begun('prove');
    expect(await app.ended(proving.job)).toMatchObject({
      state: 'done',
      title: 'Prove the files of tiered',
      result: { added: 3 },
    });

    const facts = await app.engine.storageFacts({ archive: result!.migration!.archive });
    expect(facts.proof).toEqual({ file: 3, payload: 0, payloadOnly: 0, opaque: 0 });
  });

  it('takes a tiered store of the reference, whose own index it opens read-only', async () => {
    await cp(join(demoFolder, 'event'), folder.at('root/store/bundles/nested'), {
      recursive: true,
    });
    await mkdir(folder.at('root/store/parquet'));
    await cp(join(fixturesFolder, 'golden/v2/index.sqlite'), folder.at('root/store/index.sqlite'));
    const place = await app.engine.findPlace({ text: folder.at('root/store') });
    const opened = await app.engine.openArchive({ place: place.id });
    expect(opened).toMatchObject({ kind: 'reference-index', isReadOnly: true });

    const { state, result } = await migrate(opened, 'file');

    expect({ state, added: result!.added }).toEqual({ state: 'done', added: 7 });
    const made = await app.engine.reopenArchive({ archive: result!.migration!.archive });
    expect((await cellsOf(made, ['handle']))[0]).toEqual(['nested/event_000']);
  });

  it('is told beforehand from a sample, and nothing is left of that', async () => {
    const source = await openEvents();

    const plan = await app.engine.planMigrate({ archive: source.archive });

    expect(plan).toMatchObject({ bundles: 3, sampled: 3, failed: 0 });
    expect(plan.archiveBytes).toBeGreaterThan(0);
    expect(plan.seconds).toBeGreaterThan(0);
  });

  it('does not take a folder that is there for its own', async () => {
    const source = await openEvents();
    const { id } = (await app.engine.listRoots({}))[0]!;
    const request = { archive: source.archive, to: id, name: 'events', proof: 'file' as const };

    await expect(app.engine.startMigrate(request)).rejects.toMatchObject({
      code: 'already-exists',
    });
  });
});

describe('a tiered archive', () => {
  it('opens without a job, and answers like the folder it was made of', async () => {
    const source = await openEvents();
    const { result } = await migrate(source, 'payload');

    const opened = await app.engine.reopenArchive({ archive: result!.migration!.archive });

    expect(opened).toMatchObject({ kind: 'local-tiered', backtests: 3, job: null });
    const wanted = ['handle', 'sharpe_ratio'];
    expect(await cellsOf(opened, wanted)).toEqual(await cellsOf(source, wanted));
    const shown = await app.engine.showBacktest({ archive: opened.archive, id: 'event_000' });
    expect(shown.file).toMatchObject({ name: 'event_000.iafbt', isPresent: true });
    const series = { id: 'event_000', run: 0, series: 'equity_curve' as const, points: 100 };
    expect(await app.engine.readSeries({ archive: opened.archive, ...series })).toEqual(
      await app.engine.readSeries({ archive: source.archive, ...series }),
    );
  });

  it('takes in more bundles, and says in bytes what it holds', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'file')).result!.migration!.archive;
    await cp(join(demoFolder, 'costs/costs_000.iafbt'), folder.at('root/more.iafbt'));
    const more = await app.engine.findPlace({ text: folder.at('root/more.iafbt') });

    const { job } = await app.engine.startImport({ archive, places: [more.id] });
    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { added: 1 } });

    const facts = await app.engine.storageFacts({ archive });
    const stats = await app.engine.archiveStats({ archive });
    expect(facts).toMatchObject({ backtests: 4, proof: { file: 3, payload: 1 } });
    expect(facts.bytes).toEqual(stats.bytes);
    expect(stats.bytes.parquet).toBeGreaterThan(0);
    expect(facts.parts.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(facts.bytes.total);
    const sizes = await cellsOf(await app.engine.reopenArchive({ archive }), ['file_size']);
    expect(stats.sourceBytes).toBe(sizes.flat().reduce<number>((sum, one) => sum + Number(one), 0));
  });

  it('keeps the source code of a folder with what it has and what comes in; a plain folder has no place for it', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'file')).result!.migration!.archive;
    await mkdir(folder.at('root/strategy'));
    await writeFile(folder.at('root/strategy/rule.py'), 'RULE = 1\n');
    const [code, events] = await Promise.all(
      ['root/strategy', 'root/events'].map((path) =>
        app.engine.findPlace({ text: folder.at(path) }),
      ),
    );
    const request = { places: [events!.id], code: code!.id };

    const { job } = await app.engine.startImport({ archive, ...request });
    const result = { added: 0, unchanged: 3, updated: 3 };
    expect(await app.ended(job)).toMatchObject({ state: 'done', result });
    const again = await migrate(source, 'file', { name: 'again', code: code!.id });
    for (const one of [archive, again.result!.migration!.archive]) {
      const { files } = await app.engine.readCode({ archive: one, id: 'event_000' });
      expect(files).toEqual([{ path: 'rule.py', bytes: 9, text: 'RULE = 1\n' }]);
    }

    const to = (await app.engine.listRoots({}))[0]!.id;
    const out = { ...everyBundle, to, withCode: true };
    const whole = await app.engine.startExport({ archive, ...out, name: 'whole' });
    expect(await app.ended(whole.job)).toMatchObject({ state: 'done', result: { added: 3 } });
    expect(await readFile(folder.at('root/whole/code/rule.py'), 'utf8')).toBe('RULE = 1\n');
    const loose = { ...out, selection: { kind: 'rows' as const, nos: [1] } };
    const one = await app.engine.startExport({ archive, ...loose });
    expect(await app.ended(one.job)).toMatchObject({ state: 'done', result: { added: 1 } });
    expect(await readFile(folder.at('root/code/rule.py'), 'utf8')).toBe('RULE = 1\n');
    const none = app.engine.startExport({ archive: source.archive, ...out });
    await expect(none).rejects.toMatchObject({ code: 'not-tiered' });
    const packed = app.engine.startExport({ archive, ...out, to: null });
    await expect(packed).rejects.toMatchObject({ code: 'bad-request' });

    const plain = app.engine.startImport({ archive: source.archive, ...request });
    await expect(plain).rejects.toMatchObject({ code: 'not-tiered' });
    const { id: file } = await app.engine.findPlace({ text: folder.at('root/strategy/rule.py') });
    const wrong = app.engine.startImport({ archive, places: [events!.id], code: file });
    await expect(wrong).rejects.toMatchObject({ code: 'bad-request' });
  });

  it('gives the very bytes back that came in', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'payload')).result!.migration!.archive;

    const { job } = await app.engine.startExport({
      archive,
      ...everyBundle,
      to: (await app.engine.listRoots({}))[0]!.id,
      name: 'back',
    });

    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { added: 3, failed: 0 } });
    const name = 'event_002.iafbt';
    expect(await readFile(folder.at('root/back', name))).toEqual(
      await readFile(folder.at('root/events', name)),
    );
  });

  it('gives several bundles for download as one zip of the very bytes', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'file')).result!.migration!.archive;

    const { job } = await app.engine.startExport({
      archive,
      ...everyBundle,
    });

    const { result } = await app.ended(job);
    expect(result).toMatchObject({ added: 3, failed: 0 });
    const file = await app.running.host.downloadFile({ name: result!.download! });
    const entries = await unzip(file!.path);
    expect(entries.get('event_002.iafbt')).toEqual(
      await readFile(folder.at('root/events/event_002.iafbt')),
    );
  });

  it('gets its index made again', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'file')).result!.migration!.archive;
    const before = await app.engine.reopenArchive({ archive });
    const rows = await cellsOf(before, ['handle', 'sharpe_ratio']);

    const { job } = await app.engine.startRebuild({ archive });

    expect(await app.ended(job)).toMatchObject({ state: 'done', result: { added: 3 } });
    expect(await cellsOf(before, ['handle', 'sharpe_ratio'])).toEqual(rows);
  });

  it('makes a lost index again when it is opened', async () => {
    const source = await openEvents();
    const archive = (await migrate(source, 'file')).result!.migration!.archive;
    await rm(folder.at('root/tiered/index.sqlite'));
    await app.restart();

    const opened = await app.engine.reopenArchive({ archive });
    expect(await app.ended(opened.job)).toMatchObject({ kind: 'rebuild', state: 'done' });

    expect(await app.engine.reopenArchive({ archive })).toMatchObject({ backtests: 3, job: null });
  });

  it('is what maintenance is for: a folder of bundles has nothing to prove', async () => {
    const { archive } = await openEvents();
    await expect(app.engine.startProve({ archive })).rejects.toMatchObject({ code: 'not-tiered' });
  });
});

const everyBacktest = {
  rows: 'backtests' as const,
  filter: '',
  quick: '',
  sort: [{ column: 'handle', descending: false }],
};

const everyBundle = {
  ...everyBacktest,
  selection: { kind: 'matching' as const, except: [] },
  columns: [],
  format: 'bundles' as const,
  to: null,
  name: null,
};

async function openEvents(): Promise<OpenedArchive> {
  for (const name of events) await placeBundle(`event/${name}`, folder.at('root/events', name));
  const place = await app.engine.findPlace({ text: folder.at('root/events') });
  const opened = await app.engine.openArchive({ place: place.id });
  await app.ended(opened.job);
  return app.engine.reopenArchive({ archive: opened.archive });
}

async function migrate(
  { archive, job }: OpenedArchive,
  proof: 'payload' | 'file',
  { name = 'tiered', code = null }: { name?: string; code?: string | null } = {},
): Promise<Job> {
  if (job !== null) await app.ended(job);
  const to = (await app.engine.listRoots({}))[0]!.id;
  const started = await app.engine.startMigrate({ archive, to, name, proof, code });
  const ended = await app.ended(started.job);
  if (proof === 'payload') await app.ended((await begun('prove')).job);
  return ended;
}

/** The job of this kind, as soon as there is one. */
async function begun(kind: Job['kind']): Promise<Job> {
  const isWanted = (job: Job) => job.kind === kind;
  const now = (await app.engine.listJobs({})).find(isWanted);
  if (now !== undefined) return now;
  return new Promise((resolve) => {
    const stop = app.running.subscribe((event) => {
      if (event.type !== 'job' || !isWanted(event.job)) return;
      stop();
      resolve(event.job);
    });
  });
}

async function cellsOf({ archive }: OpenedArchive, columns: string[]) {
  const page = { offset: 0, limit: 100 };
  const { rows } = await app.engine.queryRows({ archive, ...everyBacktest, columns, ...page });
  return rows.map(({ cells }) => cells);
}
