import { appendFileSync, cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../../testing/run-command.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';

const demo = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'demo', 'sweep_a');
const folder = temporaryFolder();

/** Six bundles, two of them in a sub-folder. */
async function anArchive(): Promise<string> {
  const path = folder.at('archive');
  mkdirSync(join(path, 'sub'), { recursive: true });
  for (const [at, name] of readdirSync(demo).sort().slice(0, 6).entries()) {
    cpSync(join(demo, name), join(path, at < 4 ? name : join('sub', name)));
  }
  await runCommand('iaf', ['index', path]);
  return path;
}

/** Paths of the ranked bundles, best first. */
async function ranking(archive: string, ...options: string[]): Promise<string[]> {
  const args = ['rank', archive, '--by', 'sharpe_ratio', '-n', '-1', '--json', ...options];
  const { stdout } = await runCommand('iaf', args);
  return JSON.parse(stdout).map((row: { bundle_path: string }) => row.bundle_path);
}

function prune(archive: string, ...options: string[]) {
  return runCommand('iaf', ['rank', archive, '--by', 'sharpe_ratio', ...options]);
}

describe('rank --prune', () => {
  it('moves what stands below the limit to the trash of the archive, sub-folders kept', async () => {
    const archive = await anArchive();
    const ranked = await ranking(archive);
    const { code, stderr } = await prune(archive, '-n', '2', '--prune');

    expect(code).toBe(0);
    expect(stderr).toMatch(/^Moved 4 bundle\(s\) to .*\.strata-trash.*, kept 2\.\n$/);
    expect(bundlesIn(archive)).toEqual(ranked.slice(0, 2).sort());
    const [trash] = readdirSync(join(archive, '.strata-trash')) as [string];
    expect(bundlesIn(join(archive, '.strata-trash', trash))).toEqual(ranked.slice(2).sort());
    expect(await ranking(archive)).toEqual(ranked.slice(0, 2));
    await runCommand('iaf', ['index', archive]);
    expect(await ranking(archive)).toEqual(ranked.slice(0, 2));
  });

  it('moves to --archive-dir, which says it all by itself', async () => {
    const archive = await anArchive();
    const ranked = await ranking(archive);
    await prune(archive, '-n', '5', '--archive-dir', folder.at('away'));

    expect(bundlesIn(folder.at('away'))).toEqual(ranked.slice(5));
    expect(bundlesIn(archive)).toEqual(ranked.slice(0, 5).sort());
  });

  it('moves nothing in a dry run', async () => {
    const archive = await anArchive();
    const { stderr } = await prune(archive, '-n', '2', '--prune', '--dry-run');

    expect(stderr).toMatch(/^Would move 4 bundle\(s\)/);
    expect(bundlesIn(archive)).toHaveLength(6);
    expect(readdirSync(archive)).not.toContain('.strata-trash');
  });

  it('leaves alone what was never indexed, what the filter leaves out, and what has changed', async () => {
    const archive = await anArchive();
    const ranked = await ranking(archive, '--where', "bundle_path not like 'sub/%'");
    cpSync(join(demo, readdirSync(demo)[10] as string), join(archive, 'new.iafbt'));
    appendFileSync(join(archive, ranked[3] as string), 'x');
    const { code, stderr } = await prune(
      ...[archive, '-n', '2', '--prune'],
      ...['--where', "bundle_path not like 'sub/%'"],
    );

    expect(code).toBe(3);
    expect(stderr).toMatch(new RegExp(`${ranked[3]}.*\\(file-changed\\)`));
    const stays = [ranked[0], ranked[1], ranked[3], 'new.iafbt'];
    expect(bundlesIn(archive).filter((path) => !path.startsWith('sub/'))).toEqual(stays.sort());
    expect(bundlesIn(archive).filter((path) => path.startsWith('sub/'))).toHaveLength(2);
  });

  it('does not depend on the columns that are shown', async () => {
    const archive = await anArchive();
    await prune(archive, '-n', '3', '--columns', 'algorithm_id', '--prune');
    expect(bundlesIn(archive)).toHaveLength(3);
  });

  it('works with an index file instead of the folder', async () => {
    const archive = await anArchive();
    const { code } = await prune(join(archive, 'index.sqlite'), '-n', '2', '--prune');
    expect(code).toBe(0);
    expect(bundlesIn(archive)).toHaveLength(2);
  });

  it('replaces nothing that is there already', async () => {
    const archive = await anArchive();
    const ranked = await ranking(archive);
    mkdirSync(folder.at('away', 'sub'), { recursive: true });
    cpSync(join(archive, ranked[5] as string), folder.at('away', ranked[5] as string));
    const { code } = await prune(archive, '-n', '4', '--archive-dir', folder.at('away'));

    expect(code).toBe(3);
    expect(bundlesIn(archive)).toEqual([...ranked.slice(0, 4), ranked[5]].sort());
  });

  it('refuses a folder inside of the archive, where all would be indexed again', async () => {
    const archive = await anArchive();
    for (const inside of [archive, join(archive, 'away'), join(archive, 'a', '..', 'b')]) {
      const { code } = await prune(archive, '-n', '2', '--archive-dir', inside);
      expect(code).toBe(2);
    }
    expect(bundlesIn(archive)).toHaveLength(6);
  });
});

function bundlesIn(path: string): string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith('.iafbt'))
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('.strata-trash'))
    .sort();
}
