import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { spawnCommand } from '../../../testing/spawn-command.ts';
import { temporaryFolder } from '../../../testing/temporary-folder.ts';

const demo = join(import.meta.dirname, '..', '..', '..', '..', 'resources', 'demo', 'sweep_a');
const folder = temporaryFolder();

beforeAll(() => {
  process.env.STRATA_STATE = join(demo, '..', '..', '..', 'node_modules', '.strata', 'test-state');
});

/** Enough that indexing cannot be over before it is interrupted. */
function aLargeFolder(): string {
  const path = folder.at('archive');
  mkdirSync(path);
  const names = readdirSync(demo);
  for (let at = 0; at < 600; at += 1) {
    const name = names[at % names.length] as string;
    cpSync(join(demo, name), join(path, `${at}.iafbt`));
  }
  return path;
}

describe('the program as a process', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'ends cleanly with 130 on %s, keeps what was indexed, and goes on the next time',
    async (signal) => {
      const archive = aLargeFolder();
      const { child, ended } = spawnCommand('strata', ['index', archive]);
      while (!existsSync(join(archive, 'index.sqlite'))) await setImmediate();
      child.kill(signal);
      const { code, stderr } = await ended;
      expect({ code, stderr }).toEqual({
        code: 130,
        stderr: 'strata: cancelled; what was done is kept\n',
      });

      const again = await spawnCommand('strata', ['index', archive, '--json']).ended;
      const { seen, added, unchanged } = JSON.parse(again.stdout);
      expect(again.code).toBe(0);
      expect({ seen, all: added + unchanged }).toEqual({ seen: 600, all: 600 });
    },
  );

  it('is silent when the reader has seen enough', async () => {
    const archive = aLargeFolder();
    await spawnCommand('strata', ['index', archive]).ended;
    const { child, ended } = spawnCommand('strata', ['list', archive, '--json']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('shows what the reference shows when it is called iaf', async () => {
    const archive = folder.at('archive');
    cpSync(demo, archive, { recursive: true });
    await spawnCommand('iaf', ['index', archive, '--no-progress']).ended;
    const { stdout } = await spawnCommand('iaf', ['list', archive, '--json', '-n', '1']).ended;

    expect(Object.keys(JSON.parse(stdout)[0])).toEqual([
      'algorithm_id',
      'tag',
      'summary_sharpe_ratio',
      'summary_total_net_gain_percentage',
      'summary_max_drawdown',
      'summary_number_of_trades',
      'bundle_path',
    ]);
  });

  it('keeps standard output for JSON, whatever else it has to say', async () => {
    const archive = folder.at('archive');
    mkdirSync(archive);
    cpSync(join(demo, readdirSync(demo)[0] as string), join(archive, 'good.iafbt'));
    cpSync(import.meta.filename, join(archive, 'bad.iafbt'));
    const { code, stdout } = await spawnCommand('strata', ['index', archive, '--json']).ended;

    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ added: 1, failed: [{ file: 'bad.iafbt' }] });
  });
});

describe('wrong usage', () => {
  it.each([
    [['lst'], /unknown command lst; did you mean list\?/],
    [['--jsn'], /unknown option --jsn/],
    [['list'], /<archive> is missing/],
    [['index', '.', '--jobs', '0'], /--jobs 0: a whole number from 1/],
    [['rank', '.'], /--by/],
    [['list', '.', '--json', '--csv'], /exclude each other/],
    [[], /Usage: strata <command>/],
  ])('%j exits with 2 and says why', async (args, message) => {
    const { code, stdout, stderr } = await spawnCommand('strata', args).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it.each([[['--help']], [['help', 'list']], [['list', '--help']], [['--version']]])(
    '%j is none',
    async (args) => {
      const { code, stdout, stderr } = await spawnCommand('strata', args).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(
        args[0] === '--version' ? /^strata \d+\.\d+\.\d+\n$/ : /Usage: strata/,
      );
    },
  );
});
