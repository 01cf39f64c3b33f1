import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { placeBundle } from '#testing/demo-bundles.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';
import { indexFolder } from './index-folder.ts';
import { openArchive } from './open-archive.ts';
import { createTask } from './task-context.ts';

const folder = temporaryFolder();

describe('opening an archive by path', () => {
  it('gives the same one for the folder, its index and a link to either', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('sweep/a.iafbt'));
    await indexFolder({ folder: folder.at('sweep') }, createTask().task);
    await symlink('sweep', folder.at('link'));

    for (const path of ['sweep', 'sweep/index.sqlite', 'link', 'link/index.sqlite']) {
      const archive = await openArchive(folder.at(path));
      expect(archive).toMatchObject({
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        name: 'sweep',
        kind: 'local-dir',
        folder: folder.at('sweep'),
        indexFile: folder.at('sweep/index.sqlite'),
        isByFile: false,
      });
      archive.close();
    }
  });

  it('says how to make an index where there is none', async () => {
    await mkdir(folder.at('sweep'));

    await expect(openArchive(folder.at('sweep'))).rejects.toMatchObject({
      code: 'not-an-archive',
      advice: expect.stringContaining('strata index'),
    });
  });

  it('says what else a path may be', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('a.iafbt'));
    await writeFile(folder.at('notes.txt'), 'no database');
    await mkdir(folder.at('broken'));
    await writeFile(
      folder.at('broken/index.sqlite'),
      'no database, but long enough to be one'.repeat(300),
    );

    await expect(openArchive(folder.at('a.iafbt'))).rejects.toMatchObject({
      code: 'not-an-archive',
      advice: expect.stringContaining(folder.path),
    });
    await expect(openArchive(folder.at('none'))).rejects.toMatchObject({ code: 'not-found' });
    await expect(openArchive(folder.at('broken'))).rejects.toMatchObject({ code: 'index-damaged' });
    await expect(openArchive(folder.at('notes.txt'))).rejects.toMatchObject({
      code: expect.stringMatching(/^(not-an-archive|index-damaged)$/),
    });
    await expect(openArchive('/dev/null')).rejects.toMatchObject({ code: 'not-an-archive' });
  });

  it('still answers where the bundles are gone', async () => {
    await placeBundle('sweep_b/sweep_b_00000.iafbt', folder.at('sweep/a.iafbt'));
    await mkdir(folder.at('out'));
    const indexFile = folder.at('out/sweep.sqlite');
    await indexFolder({ folder: folder.at('sweep'), indexFile }, createTask().task);
    await rm(folder.at('sweep'), { recursive: true });

    const archive = await openArchive(indexFile);

    expect(archive).toMatchObject({ isByFile: true, isReadOnly: true, folder: folder.at('sweep') });
    archive.close();
  });
});
