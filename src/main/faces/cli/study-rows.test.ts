import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixturesFolder } from '#testing/interop-fixtures.ts';
import { runCommand } from '#testing/run-command.ts';
import { temporaryFolder } from '#testing/temporary-folder.ts';

const folder = temporaryFolder();

/** Two bundles of the coming framework (one with three studies on both engines) and one of 8.10. */
async function anArchive(): Promise<string> {
  const path = folder.at('archive');
  const from = join(fixturesFolder, 'interop');
  cpSync(join(from, 'v5-obtf/derived/three_studies.obtf'), join(path, 'three.obtf'));
  cpSync(join(from, 'v5-obtf/a20/event.obtf'), join(path, 'event.obtf'));
  cpSync(join(from, 'v2/vector/sweep_a_001.iafbt'), join(path, 'sweep.iafbt'));
  await runCommand('strata', ['index', path, '--quiet']);
  return path;
}

async function rows(args: string[]) {
  const { stdout, stderr, code } = await runCommand('strata', [...args, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

describe('strata on studies', () => {
  it('lists one row for each study and engine, and for each universe with a summary of its own', async () => {
    const found = await rows(['list', await anArchive(), '--rows', 'studies']);
    const facts = found.map((row: Record<string, unknown>) => [
      row.handle,
      row.study_name,
      row.engine,
      row.universe_key,
      row.number_of_runs,
    ]);
    const ofThree = ['alpha', 'study/with/slashes 🚀'].flatMap((study) => [
      ['three', study, 'vector', null, 2],
      ['three', study, 'event', null, 1],
      ['three', study, 'event', 'BTC|EUR|BITVAVO', 1],
    ]);
    expect(facts).toEqual([
      ['event', 'ev', 'event', null, 1],
      ['event', 'ev', 'event', 'BTC|EUR|BITVAVO', 1],
      // Windows were combined, which drops the engine in the framework itself.
      ['sweep', 'default', null, null, 3],
      ...ofThree,
    ]);
    expect(found.at(-1)).toMatchObject({
      anchor_algorithm_id: 'anchor-1',
      sample_type: 'walk_forward',
    });
  });

  it('ranks them, and filters by their columns', async () => {
    const archive = await anArchive();
    const best = await rows(['rank', archive, '--rows', 'studies', '--by', 'sharpe', '-n', '1']);
    expect(best).toMatchObject([{ handle: 'event', study_name: 'ev', engine: 'event' }]);
    const filter = "engine = 'vector' and study_name like 'study/%'";
    const found = await rows(['list', archive, '--rows', 'studies', '--filter', filter]);
    expect(found).toMatchObject([{ handle: 'three', number_of_runs: 2 }]);
  });

  it('counts them, and shows them with their backtest', async () => {
    const archive = await anArchive();
    expect(await rows(['stats', archive])).toMatchObject({ backtests: 3, studies: 9, runs: 10 });
    const shown = await rows(['show', archive, 'three']);
    expect(shown.studies).toHaveLength(6);
    expect(shown.studies[1]).toMatchObject({ study_name: 'alpha', engine: 'event' });
    const { stdout } = await runCommand('strata', ['show', archive, 'three']);
    expect(stdout).toMatch(/Studies\n(.*\n)+.*study\/with\/slashes/);
  });

  it('exports them as a table', async () => {
    const to = folder.at('studies.csv');
    const args = [
      'export',
      await anArchive(),
      '--all',
      '--rows',
      'studies',
      '--format',
      'csv',
      '--to',
      to,
    ];
    expect(await runCommand('strata', args)).toMatchObject({ code: 0 });
    const [head, ...lines] = readFileSync(to, 'utf8').trim().split(/\r?\n/);
    expect(head).toMatch(/^id,handle,(.*,)?study_name,/);
    expect(lines).toHaveLength(9);
  });

  it('never prunes by them', async () => {
    const args = ['rank', await anArchive(), '--rows', 'studies', '--by', 'sharpe', '--prune'];
    expect(await runCommand('strata', args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--prune moves bundles'),
    });
  });
});
