import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEditedBundle, mapAt } from '#testing/bundle-builder.ts';
import { bundleFiles } from '#testing/interop-fixtures.ts';
import { readContainer } from '../formats/bundle/container.ts';
import { recordOf } from '../formats/bundle/read-bundle-record.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { exportFromTiered, type TieredExportRequest } from './export-from-tiered.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { proveFiles } from './prove-files.ts';
import { createTask } from './task-context.ts';

const top = join(import.meta.dirname, '../../..');
const { task } = createTask();

/** One folder for the file: what is imported once is exported by several tests. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('v2 bundles in a tiered archive', () => {
  let source: string;
  let archive: string;

  beforeAll(async () => {
    source = join(folder, 'v2');
    archive = join(folder, 'v2-archive');
    // Every third, and the events; the long suite takes all of them.
    const all = namesIn(join(top, 'fixtures/interop/v2'));
    for (const name of all.filter((name, place) => place % 3 === 0 || name.startsWith('event'))) {
      await cp(join(top, 'fixtures/interop/v2', name), join(source, 'interop', name), {
        preserveTimestamps: true,
      });
    }
    await importIntoTiered({ root: archive, sources: [source], keepNames: true }, task);
  });

  it('come out as the very files that went in, with their folders and times', async () => {
    const files = namesIn(source);
    const to = join(folder, 'v2-out');
    const counts = await exportAll(archive, to);

    expect(counts.failures).toEqual([]);
    expect(counts.outcomes).toEqual({ same: files.length, payload: 0, upgraded: 0 });
    expect(files.length).toBeGreaterThan(25);
    for (const file of files) {
      const [one, other] = [join(source, file), join(to, file)];
      expect([file, hashOf(other)]).toEqual([file, hashOf(one)]);
      expect(Math.floor(statSync(other).mtimeMs)).toBe(Math.floor(statSync(one).mtimeMs));
    }
  });

  it('are left alone where they lie at the target already', async () => {
    const to = join(folder, 'v2-out');
    const counts = await exportAll(archive, to);
    expect(counts).toMatchObject({ added: 0, unchanged: counts.seen, bytes: 0, failures: [] });
  });

  it('are all proved as files, and only once', async () => {
    const first = await proveFiles({ root: archive }, task);
    expect(first).toMatchObject({ seen: namesIn(source).length, failures: [] });
    expect(first.proof).toEqual({ payload: 0, file: first.seen, payloadOnly: 0 });
    const second = await proveFiles({ root: archive }, task);
    expect(second).toMatchObject({ seen: 0, added: 0, proof: first.proof });
  });

  it('do not replace another file of the same name, unless asked to', async () => {
    const to = join(folder, 'v2-taken');
    const name = 'interop/event/event_000.iafbt';
    const only = { filter: "folder = 'interop/event'" };
    await mkdir(dirname(join(to, name)), { recursive: true });
    await writeFile(join(to, name), 'something else');

    const counts = await exportAll(archive, to, only);
    expect(counts.failures).toMatchObject([{ code: 'already-exists', file: name }]);
    expect(readFileSync(join(to, name), 'utf8')).toBe('something else');

    await exportAll(archive, to, { ...only, overwrite: true });
    expect(hashOf(join(to, name))).toBe(hashOf(join(source, name)));
  });
});

describe('bundles of every version', () => {
  it('come out as they went in when the originals are asked for', async () => {
    const source = join(folder, 'all');
    for (const part of ['v1-releases', 'v3', 'v4', 'v5-iafbt/88f1846c', 'v5-obtf/a20']) {
      await cp(join(top, 'fixtures/interop', part), join(source, part), { recursive: true });
    }
    await cp(join(top, 'resources/demo/obtf/obtf_004.obtf'), join(source, 'obtf_004.obtf'));
    const archive = join(folder, 'all-archive');
    const to = join(folder, 'all-out');
    await importIntoTiered({ root: archive, sources: [source], keepNames: true }, task);
    const counts = await exportAll(archive, to, { original: true });

    expect(counts.failures).toEqual([]);
    const different = namesIn(source).filter(
      (file) => hashOf(join(source, file)) !== hashOf(join(to, file)),
    );
    expect(different).toEqual([]);
  });
});

describe('v1 bundles', () => {
  it('come out as v2, always the same, and importing them again is a no-op', async () => {
    const source = join(folder, 'v1');
    await cp(join(top, 'fixtures/interop/v1-releases'), source, { recursive: true });
    const archive = join(folder, 'v1-archive');
    const imported = await importIntoTiered({ root: archive, sources: [source] }, task);
    const [one, two] = [join(folder, 'v1-one'), join(folder, 'v1-two')];
    const counts = await exportAll(archive, one);
    expect(counts.outcomes).toEqual({ same: 0, payload: 0, upgraded: imported.added });
    expect(await exportAll(archive, two)).toMatchObject({ added: imported.added, failures: [] });
    for (const name of namesIn(source)) {
      const { formatVersion, payload } = readContainer(readFileSync(join(one, name)));
      const before = readContainer(readFileSync(join(source, name)));
      expect(formatVersion).toBe(2);
      expect(hashOf(join(two, name))).toBe(hashOf(join(one, name)));
      const after = recordOf({ formatVersion, payload });
      expect(after.runs).toEqual(recordOf(before).runs);
    }

    expect(await exportAll(archive, two)).toMatchObject({ added: 0, unchanged: imported.added });
    const again = await importIntoTiered({ root: archive, sources: [one] }, task);
    expect(again).toMatchObject({ added: 0, unchanged: imported.added, failures: [] });
  });

  it('come out as they came where the framework could not open them', async () => {
    const source = join(folder, 'v1-odd');
    await mkdir(source, { recursive: true });
    const bundle = anEditedBundle('v1/vector_single.iafbt', (document) =>
      mapAt(document, 'backtest', 'backtest_runs', 0).set('signal_events', [new Map([['x', 1]])]),
    );
    await writeFile(join(source, 'odd.iafbt'), bundle);
    const archive = join(folder, 'v1-odd-archive');
    await importIntoTiered({ root: archive, sources: [source] }, task);
    const to = join(folder, 'v1-odd-out');
    expect(await exportAll(archive, to)).toMatchObject({ added: 1, outcomes: { same: 1 } });
    expect(hashOf(join(to, 'odd.iafbt'))).toBe(hashOf(join(source, 'odd.iafbt')));
  });
});

async function exportAll(archive: string, to: string, more: Partial<TieredExportRequest> = {}) {
  const index = openIndexReader(join(archive, 'index.sqlite'));
  try {
    const request: TieredExportRequest = {
      rows: 'backtests',
      filter: '',
      quick: '',
      sort: [],
      columns: [],
      format: 'bundles',
      selection: { kind: 'matching', except: [] },
      to,
      name: null,
      overwrite: false,
      withOhlcv: false,
      ...more,
    };
    return await exportFromTiered({ folder: archive, index }, request, task);
  } finally {
    index.close();
  }
}

/** Bundles below a folder, by their paths from there. */
function namesIn(top: string): string[] {
  return bundleFiles(top).map((path) => relative(top, path));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
