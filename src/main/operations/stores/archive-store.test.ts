import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoFolder } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { openLocalDirStore } from './local-dir-store.ts';
import { openLocalTieredStore } from './local-tiered-store.ts';

const folder = temporaryFolder();
const events = join(demoFolder, 'event');
const file = (name: string) => readFile(join(events, name));

/** The suite that every store has to pass, also one that is yet to be written. */
describe.each([
  ['a folder of bundles', openLocalDirStore],
  ['a tiered archive', openLocalTieredStore],
])('%s', (_what, openStore) => {
  const open = () => openStore(folder.at('store'));

  it('gives back the very file that was put, by handle and by id', async () => {
    const store = open();
    const bytes = await file('event_000.iafbt');

    const { id, isNew } = await store.put('mine/first', bytes);

    expect(isNew).toBe(true);
    expect(Buffer.compare(await store.get('mine/first'), bytes)).toBe(0);
    expect(Buffer.compare(await store.get(id), bytes)).toBe(0);
  });

  it('has one backtest however often it is put', async () => {
    const store = open();
    const bytes = await file('event_000.iafbt');
    await store.put('first', bytes);

    expect(await store.put('second', bytes)).toMatchObject({ isNew: false });
    expect(await store.list()).toHaveLength(1);
  });

  it.each(['../out', '/etc/out', 'a/../../out', '', 'a//b', 'a\\..\\out', 'a\0', '.', 'c:out'])(
    'keeps the handle %j inside',
    async (handle) => {
      const bytes = await file('event_000.iafbt');
      await expect(open().put(handle, bytes)).rejects.toMatchObject({ code: 'outside-root' });
      expect(await readdir(folder.path)).toEqual([]);
    },
  );

  it('takes a folder in once, and lists it in the order of its handles', async () => {
    const store = open();

    expect(await store.import([events])).toEqual({ done: 7, unchanged: 0, failures: [] });
    expect(await store.import([events])).toEqual({ done: 0, unchanged: 7, failures: [] });

    const entries = await store.list();
    const names = (await readdir(events)).sort();
    expect(entries.map(({ handle }) => `${handle}.iafbt`)).toEqual(names);
    expect(entries[0]!.size).toBe((await file(names[0]!)).length);
  });

  it('exports the very files', async () => {
    const store = open();
    await store.import([events]);

    const outcome = await store.export(['event_002', 'event_010'], folder.at('out'));

    expect(outcome).toEqual({ done: 2, unchanged: 0, failures: [] });
    for (const name of ['event_002.iafbt', 'event_010.iafbt']) {
      expect(Buffer.compare(await readFile(folder.at('out', name)), await file(name))).toBe(0);
    }
  });

  it('does not find what was deleted, and keeps the rest', async () => {
    const store = open();
    await store.import([events]);
    const [first] = await store.list();

    await store.delete(first!.handle);

    await expect(store.get(first!.handle)).rejects.toMatchObject({ code: 'not-found' });
    expect(await store.list()).toHaveLength(6);
    expect(await store.has([first!.id])).toEqual(new Set());
    expect(await store.verify()).toEqual([]);
  });

  it('says which backtests it has', async () => {
    const store = open();
    const { id } = await store.put('first', await file('event_000.iafbt'));

    expect(await store.has([id, '0'.repeat(64)])).toEqual(new Set([id]));
  });

  it('reads the series and the rows of a run', async () => {
    const store = open();
    await store.import([events]);

    const run = await store.openRun('event_000', 0);
    const equity = await run.series('equity_curve');
    const trades = await run.rows('trades');

    expect(equity.value.length).toBeGreaterThan(10);
    expect(equity.value.every((value) => value > 0)).toBe(true);
    expect(trades.rows).toBeGreaterThan(0);
    expect(Object.keys(trades.columns)).toContain('net_gain');
    await expect(store.openRun('event_000', 99)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses what is no bundle, and stays whole', async () => {
    const store = open();
    await store.import([events]);
    await writeFile(folder.at('broken.iafbt'), 'IAFB, but nothing of that kind');

    const { done, failures } = await store.import([folder.at('broken.iafbt')]);

    expect({ done, files: failures.map((failure) => failure.file) }).toEqual({
      done: 0,
      files: ['broken.iafbt'],
    });
    expect(await store.list()).toHaveLength(7);
    expect(await store.verify()).toEqual([]);
  });
});

it('a run has the same rows in both', async () => {
  const plain = openLocalDirStore(folder.at('plain'));
  const tiered = openLocalTieredStore(folder.at('tiered'));
  await plain.import([events]);
  await tiered.import([events]);

  const inPlain = await plain.openRun('event_004', 1);
  const inTiered = await tiered.openRun('event_004', 1);

  for (const dataset of ['trades', 'orders', 'portfolio_snapshots', 'signals'] as const) {
    expect(await inTiered.rows(dataset)).toEqual(await inPlain.rows(dataset));
  }
  expect(await inTiered.series('equity_curve')).toEqual(await inPlain.series('equity_curve'));
});
