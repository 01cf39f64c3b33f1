import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { anEditedBundle } from '#testing/bundle-builder.ts';
import { hostileNames } from '#testing/hostile/names.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { layout } from '../store/tiered/layout.ts';
import { importIntoTiered } from './import-into-tiered.ts';
import { indexFolder } from './index-folder.ts';
import { createTask } from './task-context.ts';

/** reliability.md §4, row 20. */
const folder = temporaryFolder();
const { task } = createTask();

beforeEach(async () => {
  await mkdir(folder.at('work/source'), { recursive: true });
  for (const [number, name] of hostileNames.entries()) {
    const bundle = anEditedBundle('v2/vector/sweep_a_000.iafbt', (document) => {
      document.set('tag', name);
      document.set('algorithm_id', `${name} ${number}`);
      document.set('parameters', new Map([[name, name]]));
    });
    await writeFile(folder.at('work/source', `n${number}.iafbt`), bundle);
  }
});

describe(`${hostileNames.length} names that mean something elsewhere`, () => {
  it('are data: they come out as they went in, and no path is made of them', async () => {
    expect(hostileNames.length).toBeGreaterThanOrEqual(200);
    const archive = folder.at('work/archive');
    const sources = [folder.at('work/source')];
    const outcome = await importIntoTiered({ root: archive, sources, threads: 2 }, task);
    expect(outcome.failures).toEqual([]);
    await indexFolder({ folder: folder.at('work/source'), threads: 2 }, task);

    for (const root of [archive, folder.at('work/source')]) {
      const rows = JSON.parse((await strata('list', root, '--json')).stdout) as Listed[];
      const byTag = new Map(rows.map((row) => [row.algorithm_id, row]));
      for (const [number, name] of hostileNames.entries()) {
        const row = byTag.get(`${name} ${number}`);
        expect([name, row?.tag, row?.parameters]).toEqual([
          name,
          name,
          JSON.parse(JSON.stringify(Object.fromEntries([[name, name]]))),
        ]);
      }
      const tables = JSON.parse((await exported(root, 'json')).toString()) as Listed[];
      expect(tables.map(({ tag }) => tag).sort()).toEqual([...hostileNames].sort());
      await exported(root, 'csv');
    }
    const out = folder.at('work/out');
    expect((await strata('export', archive, '--all', '--to', out)).code).toBe(0);
    const names = (await readdir(out)).filter((name) => name.endsWith('.iafbt'));
    expect(names.sort()).toEqual(hostileNames.map((_name, number) => `n${number}.iafbt`).sort());

    expect(await readdir(folder.path)).toEqual(['work']);
    expect((await readdir(folder.at('work'))).sort()).toEqual([
      'archive',
      'out',
      'source',
      'table.csv',
      'table.json',
    ]);
    expect(await strangersIn(archive)).toEqual([]);
  });

  it('as names of files come out of a folder, an archive and an export as they are', async () => {
    const source = folder.at('work/files');
    const usable = hostileNames.filter(
      (name) => name.length <= 200 && !/[/\0]/.test(name) && !['.', '..'].includes(name),
    );
    for (const [number, name] of usable.entries()) {
      const bundle = anEditedBundle('v2/vector/sweep_a_000.iafbt', (document) =>
        document.set('tag', `${number}`),
      );
      await mkdir(source, { recursive: true });
      await writeFile(join(source, `${name}.iafbt`), bundle);
    }
    const before = (await readdir(source)).sort();
    const archive = folder.at('work/archive');
    const outcome = await importIntoTiered({ root: archive, sources: [source], threads: 2 }, task);
    expect(outcome.failures).toEqual([]);
    expect((await strata('export', archive, '--all', '--to', folder.at('work/out'))).code).toBe(0);
    const after = (await readdir(folder.at('work/out'))).filter((name) => name.endsWith('.iafbt'));
    expect(after.sort()).toEqual(before);
    for (const name of before) {
      const [a, b] = await Promise.all([
        readFile(join(source, name)),
        readFile(folder.at('work/out', name)),
      ]);
      expect([name, a.equals(b)]).toEqual([name, true]);
    }
    expect(await strangersIn(archive)).toEqual([]);
  });
});

interface Listed {
  tag: string;
  algorithm_id: string;
  parameters: Record<string, unknown>;
}

function strata(...args: string[]) {
  return runCommand('strata', args);
}

async function exported(root: string, format: 'csv' | 'json'): Promise<Buffer> {
  const to = folder.at(`work/table.${format}`);
  const { code, stderr } = await strata(
    'export',
    root,
    '--all',
    '--format',
    format,
    '--to',
    to,
    '--overwrite',
  );
  expect([code, stderr]).toEqual([0, expect.anything()]);
  return readFile(to);
}

/** Files of an archive whose names are none of Strata's. */
async function strangersIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const own: readonly string[] = [
    layout.archiveFile,
    layout.viewsFile,
    layout.ballast,
    layout.checksFile,
  ];
  return names.filter(
    (name) =>
      !own.includes(name) &&
      !/^(?:[0-9a-f]{64}(?:\.parquet|\.pack|\.json\.zst)?|index\.sqlite.*|writer\..*)$/.test(name),
  );
}
