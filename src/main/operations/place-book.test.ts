import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { createFolder, findPlace, listFolder } from './browse-places.ts';
import { createPlaceBook, type PlaceBook } from './place-book.ts';

const folder = temporaryFolder();
let places: PlaceBook;

beforeEach(async () => {
  await mkdir(folder.at('root/sweep'), { recursive: true });
  await mkdir(folder.at('outside/secret'), { recursive: true });
  await writeFile(folder.at('root/sweep/a.iafbt'), 'bundle');
  await writeFile(folder.at('outside/b.iafbt'), 'bundle');
  places = createPlaceBook([folder.at('root')]);
});

describe('places', () => {
  it('have ids that tell nothing, the same for the same path', async () => {
    const place = await places.find(folder.at('root/sweep'));

    expect(place.id).toMatch(/^[0-9a-f]{32}$/);
    expect((await places.find(folder.at('root/./sweep/'))).id).toBe(place.id);
    expect((await places.open(place.id)).path).toBe(folder.at('root/sweep'));
  });

  it('are refused outside of the roots, whether they are there or not', async () => {
    for (const path of ['outside', 'outside/b.iafbt', 'root/../outside', 'nowhere', '.']) {
      await expect(places.find(folder.at(path)), path).rejects.toMatchObject({
        code: 'outside-root',
      });
    }
    await expect(places.find(`${folder.path}/root-but-longer`)).rejects.toMatchObject({
      code: 'outside-root',
    });
    await expect(places.find(folder.at('root/none'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are not reached through links', async () => {
    await symlink(folder.at('outside'), folder.at('root/way-out'));

    const through = places.find(folder.at('root/way-out/secret'));

    await expect(through).rejects.toMatchObject({ code: 'outside-root' });
  });

  it('are looked at again when they are used: a link put in their way leads nowhere', async () => {
    const { id } = await places.find(folder.at('root/sweep'));
    await rename(folder.at('root/sweep'), folder.at('root/moved'));
    await symlink(folder.at('outside'), folder.at('root/sweep'));

    await expect(places.open(id)).rejects.toMatchObject({ code: 'outside-root' });
  });

  it('can be granted by a face, with what lies below', async () => {
    const granted = await places.grant(folder.at('outside/secret'));

    expect((await places.open(granted.id)).path).toBe(folder.at('outside/secret'));
    await expect(places.find(folder.at('outside'))).rejects.toMatchObject({ code: 'outside-root' });
  });

  it('cannot be made up', async () => {
    await expect(places.open('0'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
    await expect(places.open(folder.at('root'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('are none without roots, and a missing root is none', async () => {
    expect(await createPlaceBook([]).roots()).toEqual([]);
    expect(await createPlaceBook([folder.at('gone')]).roots()).toEqual([]);
    await expect(createPlaceBook([]).find(folder.at('root'))).rejects.toMatchObject({
      code: 'outside-root',
    });
  });
});

describe('browsing', () => {
  it('lists folders, bundles and the index below a place', async () => {
    await writeFile(folder.at('root/index.sqlite'), '');
    await writeFile(folder.at('root/b.obtf'), '12345');
    await writeFile(folder.at('root/notes.txt'), '');
    const [root] = await places.roots();

    const listing = await listFolder(places, root!.id);

    expect(listing).toMatchObject({ parent: null, bundles: 1, hasIndex: true });
    expect(listing.folders.map(({ name }) => name)).toEqual(['sweep']);
    expect(listing.files.map(({ name, size }) => [name, size])).toEqual([
      ['b.obtf', 5],
      ['index.sqlite', 0],
    ]);
    const sweep = await listFolder(places, listing.folders[0]!.id);
    expect(sweep.parent).toEqual(root);
  });

  it('leaves out links that lead away, and follows those that stay', async () => {
    await symlink(folder.at('outside'), folder.at('root/away'));
    await symlink(folder.at('outside/b.iafbt'), folder.at('root/away.iafbt'));
    await symlink('sweep', folder.at('root/stays'));
    const [root] = await places.roots();

    const { folders, files } = await listFolder(places, root!.id);

    expect(folders.map(({ name }) => name)).toEqual(['stays', 'sweep']);
    expect(files).toEqual([]);
  });

  it('finds a typed path, and wants the whole of it', async () => {
    const typed = await findPlace(places, ` ${folder.at('root/sweep')} `);
    expect(typed).toMatchObject({ kind: 'folder', label: folder.at('root/sweep') });
    expect(Object.keys(typed).sort()).toEqual(['id', 'kind', 'label']);

    await expect(findPlace(places, 'sweep')).rejects.toMatchObject({ code: 'bad-request' });
    const home = createPlaceBook([homedir()]);
    expect((await findPlace(home, '~')).kind).toBe('folder');
  });

  it('makes a folder, but only a new one, right there', async () => {
    const [root] = await places.roots();

    const made = await createFolder(places, root!.id, 'exports');
    expect(made).toMatchObject({ kind: 'folder', label: folder.at('root/exports') });

    const again = createFolder(places, root!.id, 'exports');
    await expect(again).rejects.toMatchObject({ code: 'already-exists' });
    for (const name of ['', '.', '..', 'a/b', '../outside/x', 'a\\b', 'a\0b']) {
      const refused = createFolder(places, root!.id, name);
      await expect(refused, name).rejects.toMatchObject({ code: 'bad-request' });
    }
  });

  it('says what became of a place that is gone', async () => {
    const { id } = await places.find(folder.at('root/sweep'));
    await rm(folder.at('root/sweep'), { recursive: true });

    await expect(listFolder(places, id)).rejects.toMatchObject({ code: 'not-found' });
  });
});
