import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();

async function anArchive(): Promise<string> {
  const path = folder.at('archive');
  const from = join(fixturesFolder, 'interop/v5-obtf');
  cpSync(join(from, 'derived/three_studies.obtf'), join(path, 'three.obtf'));
  cpSync(join(from, 'a20/event.obtf'), join(path, 'event.obtf'));
  await runCommand('strata', ['index', path, '--quiet']);
  return path;
}

describe('strata show --document', () => {
  it('shows the root, and any value by its path', async () => {
    const archive = await anArchive();
    const root = await runCommand('strata', ['show', archive, 'three', '--document']);
    expect(root.code).toBe(0);
    expect(root.stdout).toMatch(/^document, format v5: map of \d+\n/);
    expect(root.stdout).toMatch(/\n {2}anchor_algorithm_id +text "anchor-1"\n/);

    const path = 'studies["study/with/slashes 🚀"].sample_type';
    const value = await runCommand('strata', ['show', archive, 'three', '--document', path]);
    expect(value.stdout).toBe(`${path}: text "walk_forward"\n`);
  });

  it('finds values by their keys', async () => {
    const args = [
      'show',
      await anArchive(),
      'event',
      '--document',
      '--find',
      'stop_losses',
      '-n',
      '2',
    ];
    const { stdout, stderr, code } = await runCommand('strata', args);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^studies\.ev\.event_runs\[0\]\.backtest_metrics\.best_trade\.stop_losses {2}nil\n/,
    );
    expect(stderr).toContain('--limit N shows more');
  });

  it('gives the same of a folder and of the tiered archive made of it', async () => {
    const plain = await anArchive();
    const tiered = folder.at('tiered');
    expect(
      await runCommand('strata', [
        'migrate-store',
        '--from',
        'local-dir',
        '--to',
        'local-tiered',
        plain,
        tiered,
      ]),
    ).toMatchObject({
      code: 0,
    });
    for (const path of ['', 'studies.ev.event_runs[0].backtest_metrics.equity_curve']) {
      const ask = (archive: string) =>
        runCommand('strata', ['show', archive, 'event', '--document', path, '--json']);
      const [one, other] = [await ask(plain), await ask(tiered)];
      expect(one).toMatchObject({ code: 0, stderr: '' });
      expect(other.stdout).toBe(one.stdout);
    }
  });

  it('says what is wrong with a path, and with options that belong to it', async () => {
    const archive = await anArchive();
    const nowhere = ['show', archive, 'three', '--document', 'studies.gamma'];
    expect(await runCommand('strata', nowhere)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing at studies.gamma'),
    });
    expect(await runCommand('strata', ['show', archive, 'three', '--find', 'x'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--find goes with --document'),
    });
  });
});
