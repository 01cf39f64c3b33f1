import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

it('repairs an archive from the bundles that it was made of, and keeps their source code', async () => {
  await cp(join(demoFolder, 'event'), folder.at('root/events'), { recursive: true });
  const root = folder.at('root/archive');
  const code = folder.at('root/strategy');
  await mkdir(code);
  await writeFile(join(code, 'strategy.py'), 'RULE = 1');
  const sources = [folder.at('root/events')];
  await importIntoTiered({ root, sources, code, threads: 1 }, createTask().task);
  await rm(join(root, 'parquet/trades'), { recursive: true });
  const place = async (path: string) => (await app.engine.findPlace({ text: path })).id;
  const { archive } = await app.engine.openArchive({ place: await place(root) });
  const verify = async () =>
    app.ended((await app.engine.startVerify({ archive, depth: 'quick' })).job);
  expect((await verify()).result?.failed).toBe(1);

  const alone = await app.engine.startRepair({ archive, from: [] });
  expect((await app.ended(alone.job)).result?.failed).toBeGreaterThan(0);

  const from = [await place(folder.at('root/events'))];
  const { job } = await app.engine.startRepair({ archive, from });
  expect(await app.ended(job)).toMatchObject({
    kind: 'repair',
    state: 'done',
    result: { added: 7, failed: 0 },
  });
  expect((await verify()).result?.failed).toBe(0);
  const { files } = await app.engine.readCode({ archive, id: 'event_000' });
  expect(files).toMatchObject([{ path: 'strategy.py', text: 'RULE = 1' }]);
});
