import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Disk, nodeDisk } from './disk.ts';
import { openPublisher, readChecked, sha256 } from './publisher.ts';

const bytes = new TextEncoder().encode('some bytes');

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'publisher-'));
});
afterEach(() => rm(root, { recursive: true }));

describe('a publisher', () => {
  it('shows nothing under the final name before the bytes are synced', async () => {
    const steps: string[] = [];
    const publisher = openPublisher(root, watched(steps));
    await publisher.put('a/b/file', bytes);
    await publisher.syncFolders();

    const lastWrite = steps.lastIndexOf('sync file');
    expect(steps.indexOf('rename')).toBeGreaterThan(lastWrite);
    expect(steps.filter((step) => step.startsWith('sync folder'))).toEqual([
      'sync folder a/b',
      'sync folder a',
      'sync folder ',
    ]);
    expect(steps.lastIndexOf('rename')).toBeLessThan(steps.indexOf('sync folder a/b'));
  });

  it('keeps a file that is there with the same bytes, and syncs its folder all the same', async () => {
    await openPublisher(root, nodeDisk).put('a/file', bytes);
    const steps: string[] = [];
    const again = openPublisher(root, watched(steps));

    expect(await again.put('a/file', bytes)).toBe(false);
    await again.syncFolders();
    expect(steps).toContain('sync folder a');
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });

  it('moves a file with other bytes under a promised name to quarantine', async () => {
    const publisher = openPublisher(root, nodeDisk);
    await publisher.put('file', bytes);
    await writeFile(join(root, 'file'), 'something else');

    expect(await openPublisher(root, nodeDisk).put('file', bytes)).toBe(true);
    expect(await readFile(join(root, 'file'), 'utf8')).toBe('some bytes');
    expect(await readdir(join(root, 'quarantine'))).toHaveLength(1);
  });

  it('leaves no half-written file when the disk is full', async () => {
    const full: Disk = {
      ...nodeDisk,
      createFile: async (path) => failing(await nodeDisk.createFile(path)),
    };
    const publisher = openPublisher(root, full);

    await expect(publisher.put('file', bytes)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await readdir(join(root, 'tmp'))).toEqual([]);
  });
});

describe('readChecked', () => {
  it('tells a missing file from a changed one', async () => {
    await writeFile(join(root, 'x'), bytes);

    expect(await readChecked(join(root, 'x'), sha256(bytes), 'x')).toEqual(Buffer.from(bytes));
    await expect(readChecked(join(root, 'y'), sha256(bytes), 'y')).rejects.toMatchObject({
      code: 'file-missing',
    });
    await expect(readChecked(join(root, 'x'), sha256(bytes.slice(1)), 'x')).rejects.toMatchObject({
      code: 'file-damaged',
      file: 'x',
    });
  });
});

function failing(
  file: Awaited<ReturnType<Disk['createFile']>>,
): Awaited<ReturnType<Disk['createFile']>> {
  return {
    ...file,
    async sync() {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
  };
}

function watched(steps: string[]): Disk {
  return {
    ...nodeDisk,
    async createFile(path) {
      const file = await nodeDisk.createFile(path);
      return {
        ...file,
        async sync() {
          steps.push('sync file');
          await file.sync();
        },
      };
    },
    async rename(from, to) {
      steps.push('rename');
      await nodeDisk.rename(from, to);
    },
    async syncFolder(path) {
      steps.push(`sync folder ${path.slice(root.length + 1)}`);
      await nodeDisk.syncFolder(path);
    },
  };
}
