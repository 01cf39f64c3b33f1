import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { MarkChange } from '#contract/marks.ts';
import type { OpenedArchive } from '#contract/operations.ts';
import { runningEngine } from '#testing/running-engine.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { markNamed, marksFacts } from './mark-backtests.ts';
import { createMarkLog } from './mark-log.ts';
import { openArchive } from './open-archive.ts';

const folder = temporaryFolder();
const app = runningEngine(folder);

async function openSweep(): Promise<OpenedArchive> {
  const place = await app.engine.findPlace({ text: folder.at('root/sweep') });
  const opened = await app.engine.openArchive({ place: place.id });
  await app.ended(opened.job);
  return opened;
}

async function rowsOf({ archive }: OpenedArchive, filter = '', quick = '') {
  const page = await app.engine.queryRows({
    archive,
    rows: 'backtests',
    filter,
    quick,
    sort: [],
    columns: ['starred', 'user_tags', 'note'],
    offset: 0,
    limit: 100,
  });
  return page.rows;
}

async function handlesOf(opened: OpenedArchive, filter: string, quick = '') {
  return (await rowsOf(opened, filter, quick)).map(({ handle }) => handle);
}

async function mark(opened: OpenedArchive, filter: string, change: MarkChange) {
  const scope = { archive: opened.archive, rows: 'backtests' as const, filter, quick: '' };
  return app.engine.markBacktests({
    ...scope,
    selection: { kind: 'matching', except: [] },
    change,
  });
}

describe('marks', () => {
  it('are columns of the table, the filter, the search and the navigation, and told of', async () => {
    const opened = await openSweep();
    const [first, second, third] = await rowsOf(opened);
    const one = `handle = "${first!.handle}"`;
    app.events.length = 0;

    expect(
      await mark(opened, one, { starred: true, addTags: [' low  risk', 'good'], note: ' Odd. ' }),
    ).toEqual({ backtests: 1, changed: 1, change: expect.any(String) });
    await mark(opened, `handle = "${second!.handle}"`, { addTags: ['good', 'a_b'] });

    expect((await rowsOf(opened)).slice(0, 3).map(({ cells }) => cells)).toEqual([
      [1, 'good, low risk', 'Odd.'],
      [0, 'a_b, good', null],
      [0, null, null],
    ]);
    expect(await handlesOf(opened, 'starred = true')).toEqual([first!.handle]);
    expect(await handlesOf(opened, 'user_tags = "good"')).toEqual([first!.handle, second!.handle]);
    expect(await handlesOf(opened, 'user_tags = "goo"')).toEqual([]);
    expect(await handlesOf(opened, 'user_tags in ("low risk", "x")')).toEqual([first!.handle]);
    expect(await handlesOf(opened, 'user_tags like "a\\_b" escape "\\"')).toEqual([second!.handle]);
    expect(await handlesOf(opened, 'user_tags ~ "risk"')).toEqual([first!.handle]);
    expect(await handlesOf(opened, 'user_tags != "low risk"')).toHaveLength(17);
    expect(await handlesOf(opened, 'user_tags is not null')).toHaveLength(2);
    expect(await handlesOf(opened, '', 'LOW odd')).toEqual([first!.handle]);
    expect(await handlesOf(opened, 'note like "odd%"')).toEqual([first!.handle]);
    const tree = await app.engine.sweepTree({ archive: opened.archive, filter: '' });
    expect(tree.slice(0, 2)).toMatchObject([
      { kind: 'starred', nodes: [{ label: 'Starred', count: 1, filter: 'starred = 1' }] },
      {
        kind: 'user_tags',
        nodes: [{ label: 'a_b' }, { label: 'good', count: 2 }, { label: 'low risk' }],
      },
    ]);
    expect(await handlesOf(opened, tree[1]!.nodes[1]!.filter)).toHaveLength(2);
    const facts = await app.engine.listColumns({ archive: opened.archive, rows: 'runs' });
    expect(facts.find(({ key }) => key === 'user_tags')!.filled).toBeGreaterThanOrEqual(2);
    expect(await app.engine.showBacktest({ archive: opened.archive, id: first!.id })).toMatchObject(
      {
        marks: { starred: true, tags: ['good', 'low risk'], note: 'Odd.' },
      },
    );
    await expect.poll(() => app.events.some(({ type }) => type === 'archive-changed')).toBe(true);
    expect(third).toBeDefined();
  });

  it('sort the table, of runs as well, and go when they are taken away', async () => {
    const opened = await openSweep();
    const rows = await rowsOf(opened);
    const last = rows.at(-1)!;
    const sorted = async (kind: 'backtests' | 'runs') => {
      const page = await app.engine.queryRows({
        archive: opened.archive,
        rows: kind,
        filter: '',
        quick: '',
        sort: [{ column: 'starred', descending: true }],
        columns: [],
        offset: 0,
        limit: 1,
      });
      return page.rows[0]!.handle;
    };
    expect(await sorted('runs')).toBe(rows[0]!.handle);

    await mark(opened, `handle = "${last.handle}"`, { starred: true });
    expect([await sorted('backtests'), await sorted('runs')]).toEqual([last.handle, last.handle]);

    expect(await mark(opened, '', { starred: false })).toMatchObject({
      backtests: 18,
      changed: 1,
    });
    expect(await sorted('runs')).toBe(rows[0]!.handle);
  });

  it('stay with the backtest through a rebuilt index, a new name and a restart', async () => {
    const opened = await openSweep();
    const [first] = await rowsOf(opened);
    await mark(opened, `handle = "${first!.handle}"`, { starred: true, note: 'Keep' });
    await rename(
      folder.at(`root/sweep/${first!.handle}.iafbt`),
      folder.at('root/sweep/zz renamed.iafbt'),
    );
    await app.restart();
    await rm(folder.at('root/sweep/index.sqlite'));

    const again = await openSweep();

    expect(await rowsOf(again, 'starred = 1')).toMatchObject([
      { handle: 'zz renamed', id: first!.id, cells: [1, null, 'Keep'] },
    ]);
  });

  it('refuse what is no tag, and leave the rows as they were', async () => {
    const opened = await openSweep();
    await expect(mark(opened, '', { starred: true, addTags: ['a, b'] })).rejects.toMatchObject({
      code: 'bad-request',
    });
    expect(await handlesOf(opened, 'starred = true')).toEqual([]);
  });

  it('are not lost in a file that cannot be read: rows are shown without, changes are refused', async () => {
    const opened = await openSweep();
    await mark(opened, '', { starred: true });
    const file = folder.at('root/sweep/user.sqlite');
    await rename(file, `${file}.away`);
    await writeFile(file, 'no database at all '.repeat(500));

    expect(await rowsOf(opened)).toHaveLength(18);
    expect(await handlesOf(opened, 'starred = true')).toEqual([]);
    await expect(mark(opened, '', { starred: true })).rejects.toMatchObject({
      code: 'file-damaged',
    });
    await expect(app.engine.marksFacts({ archive: opened.archive })).rejects.toMatchObject({
      code: 'file-damaged',
    });

    await rename(`${file}.away`, file);
    expect(await handlesOf(opened, 'starred = true')).toHaveLength(18);
  });

  it('of a newer Strata are refused by their version', async () => {
    const opened = await openSweep();
    await mark(opened, '', { starred: true });
    const db = new SqliteDatabase(folder.at('root/sweep/user.sqlite'));
    db.pragma('user_version = 2');
    db.close();

    await expect(mark(opened, '', { starred: false })).rejects.toMatchObject({
      code: 'archive-newer',
    });
  });
});

describe('a change of marks', () => {
  const marksOf = async (opened: OpenedArchive) => (await rowsOf(opened)).map(({ cells }) => cells);
  const undo = (opened: OpenedArchive, change: string | null) =>
    app.engine.undoMarks({ archive: opened.archive, change: change! });

  it('of all that match is taken back whole, done again, and taken back again', async () => {
    const opened = await openSweep();
    const [first, second] = await rowsOf(opened);
    await mark(opened, `handle = "${first!.handle}"`, { starred: true, note: 'Mine' });
    await mark(opened, `handle = "${second!.handle}"`, { addTags: ['old', 'odd'] });
    const before = await marksOf(opened);

    const { change } = await mark(opened, '', {
      starred: true,
      addTags: ['odd', 'new'],
      removeTags: ['old'],
      addNote: 'All looked at',
    });
    const after = await marksOf(opened);
    expect(after[0]).toEqual([1, 'new, odd', 'Mine\n\nAll looked at']);
    expect(after[1]).toEqual([1, 'new, odd', 'All looked at']);
    expect(after[2]).toEqual([1, 'new, odd', 'All looked at']);

    const undone = await undo(opened, change);
    expect(undone).toMatchObject({ backtests: 18, changed: 18 });
    expect(await marksOf(opened)).toEqual(before);
    const redone = await undo(opened, undone.change);
    expect(await marksOf(opened)).toEqual(after);
    await undo(opened, redone.change);
    expect(await marksOf(opened)).toEqual(before);
  });

  it('leaves what somebody wrote or changed since', async () => {
    const opened = await openSweep();
    const [first] = await rowsOf(opened);
    const one = `handle = "${first!.handle}"`;
    const { change } = await mark(opened, one, { starred: true, addTags: ['a'], note: 'One' });
    await mark(opened, one, { note: 'Two', addTags: ['b'] });

    const undone = await undo(opened, change);

    expect((await marksOf(opened))[0]).toEqual([0, 'b', 'Two']);
    await undo(opened, undone.change);
    expect((await marksOf(opened))[0]).toEqual([1, 'a, b', 'Two']);
  });

  it('that changed nothing has nothing to take back, and one is taken back once', async () => {
    const opened = await openSweep();
    expect(await mark(opened, '', { starred: false })).toMatchObject({ change: null });
    const { change } = await mark(opened, '', { starred: true });
    await undo(opened, change);
    await expect(undo(opened, change)).rejects.toMatchObject({ code: 'not-found' });
    await mark(opened, '', { note: 'x'.repeat(9_990) });
    await expect(mark(opened, '', { addNote: 'y'.repeat(20) })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });

  it('is remembered as long as there is room, the newest whatever its size', () => {
    const log = createMarkLog(3);
    const none = { starred: false, tags: [], note: null };
    const patches = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ id: `${at}`, before: none, after: none }));
    const [first, second] = [log.keep('a', patches(2)), log.keep('a', patches(1))];
    expect(log.find('a', first!)).toHaveLength(2);
    expect(() => log.find('b', first!)).toThrow('too long ago');
    const third = log.keep('a', patches(9));
    expect(log.find('a', third!)).toHaveLength(9);
    expect(() => log.find('a', second!)).toThrow('too long ago');
    expect(log.keep('a', [])).toBeNull();
  });
});

describe('marks of a folder that cannot be written', () => {
  it('go to a file with the app, which begins with what lies in the folder', async () => {
    const opened = await openSweep();
    const [first, second] = await rowsOf(opened);
    await mark(opened, `handle = "${first!.handle}"`, { starred: true });
    const own = folder.at('root/sweep/user.sqlite');
    const before = await readFile(own);
    const kept = folder.at('state/marks/one.sqlite');
    const archive = await openArchive(folder.at('root/sweep'));
    archive.index.marksFiles = [kept, own];
    const readOnly = {
      ...archive,
      marks: { file: kept, isKeptWithApp: true, files: [kept, own] },
    };
    expect(marksFacts(readOnly)).toMatchObject({ label: kept, isKeptWithApp: true, starred: 1 });

    markNamed(readOnly, { names: [second!.handle] }, { starred: true });

    expect(marksFacts(readOnly)).toMatchObject({ starred: 2 });
    expect(await readFile(own)).toEqual(before);
    archive.close();
  });
});

describe('views with a name', () => {
  it('are kept beside the archive: renamed, one of them first, deleted', async () => {
    const { archive } = await openSweep();
    const save = (name: string, isDefault: boolean, replaces: string | null = null) =>
      app.engine.saveView({
        archive,
        view: { name, note: '', isDefault, view: { sort: [name] } },
        replaces,
      });
    await save('Best', true);
    await save('Risky', true);
    await expect(save('Best', false)).rejects.toMatchObject({ code: 'already-exists' });
    await save('Bold', false, 'Risky');

    expect(await app.engine.listViews({ archive })).toMatchObject([
      { name: 'Best', isDefault: false, view: { sort: ['Best'] } },
      { name: 'Bold', isDefault: false },
    ]);
    await app.engine.deleteView({ archive, name: 'Best' });
    await expect(app.engine.deleteView({ archive, name: 'Best' })).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(await app.engine.listViews({ archive })).toHaveLength(1);
  });
});
