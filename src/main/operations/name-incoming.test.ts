import { copyFile, readFile, utimes, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { exportFromTiered } from './export-from-tiered.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { openArchive } from './open-archive.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const { task } = createTask();
const bundles = ['event/event_000.iafbt', 'event/event_002.iafbt', 'event/event_004.iafbt'];

/** A folder with one bundle of the demo in it, called `run.iafbt`. */
async function aFolder(name: string, bundle: string): Promise<string> {
  await placeBundle(bundle, folder.at(name, 'run.iafbt'));
  return folder.at(name);
}

function take(sources: string[], keepNames = false) {
  return importIntoTiered({ root: folder.at('archive'), sources, keepNames, threads: 1 }, task);
}

async function exported(): Promise<Map<string, Buffer>> {
  const archive = await openArchive(folder.at('archive'));
  const handles = archive.index.db
    .prepare<[], string>('SELECT handle FROM backtests ORDER BY handle')
    .pluck()
    .all();
  const request = {
    ...{ rows: 'backtests' as const, filter: '', quick: '', sort: [], columns: [] },
    ...{ selection: { kind: 'matching' as const, except: [] }, format: 'bundles' as const },
    ...{ to: folder.at('out'), name: null, overwrite: false, withOhlcv: false, threads: 1 },
  };
  await exportFromTiered(archive, request, task);
  archive.close();
  const files = handles.map(async (handle) => {
    return [handle, await readFile(folder.at('out', `${handle}.iafbt`))] as const;
  });
  return new Map(await Promise.all(files));
}

describe('a bundle whose name another backtest of a tiered archive has', () => {
  it.each([
    ['imported', false],
    ['migrated', true],
  ])('comes in as name-2 when it is %s, and again is there already', async (_how, keepNames) => {
    const [one, two] = [await aFolder('one', bundles[0]!), await aFolder('two', bundles[1]!)];
    await take([one], keepNames);

    const second = await take([two], keepNames);
    const again = await take([two, one], keepNames);

    expect(second).toMatchObject({ added: 1, unchanged: 0, failures: [] });
    expect(second.renames).toEqual([{ from: 'run.iafbt', to: 'run-2.iafbt' }]);
    expect(again).toMatchObject({ added: 0, unchanged: 2, renames: [] });
    const files = await exported();
    expect([...files.keys()]).toEqual(['run', 'run-2']);
    expect(files.get('run')).toEqual(await readFile(folder.at('one', 'run.iafbt')));
    expect(files.get('run-2')).toEqual(await readFile(folder.at('two', 'run.iafbt')));
  });

  it('gets a number of its own where several come in together', async () => {
    const sources = await Promise.all(bundles.map((bundle, i) => aFolder(`source ${i}`, bundle)));

    const { added, renames } = await take(sources);

    expect(added).toBe(3);
    expect(renames.map(({ to }) => to)).toEqual(['run-2.iafbt', 'run-3.iafbt']);
    const files = await exported();
    for (const [i, handle] of ['run', 'run-2', 'run-3'].entries()) {
      expect(files.get(handle)).toEqual(await readFile(folder.at(`source ${i}`, 'run.iafbt')));
    }
  });

  it('is found by what it holds where only its time is another', async () => {
    const source = await aFolder('one', bundles[0]!);
    await take([source]);
    await utimes(folder.at('one', 'run.iafbt'), 1, 1);

    expect(await take([source])).toMatchObject({ added: 0, unchanged: 1, renames: [] });
  });

  it('is listed where it cannot be read, and the rest comes in', async () => {
    await take([await aFolder('one', bundles[0]!)]);
    const two = await aFolder('two', bundles[1]!);
    await copyFile(folder.at('two', 'run.iafbt'), folder.at('two', 'other.iafbt'));
    await writeFile(folder.at('two', 'run.iafbt'), 'IAFB and no more');

    const { added, failures } = await take([two]);

    expect(added).toBe(1);
    expect(failures).toMatchObject([{ file: 'run.iafbt' }]);
  });
});

it('a file named by hand comes in under a bundle name', async () => {
  await placeBundle(bundles[0]!, folder.at('mine.bin'));

  expect(await take([folder.at('mine.bin')])).toMatchObject({ added: 1, failures: [] });

  expect([...(await exported()).keys()]).toEqual(['mine.bin']);
});
