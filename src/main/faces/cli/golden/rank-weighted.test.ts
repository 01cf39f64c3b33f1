import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../testing/run-command.ts';
import { fixturesFolder, goldenOutput } from './golden-commands.ts';

const zeroed = [
  'total_net_gain_percentage',
  'cagr',
  'average_trade_return_percentage',
  'sortino_ratio',
  'calmar_ratio',
  'profit_factor',
  'max_drawdown',
  'max_drawdown_duration',
  'annual_volatility',
  'win_rate',
  'win_loss_ratio',
  'number_of_trades',
  'exposure_ratio',
  'trades_per_year',
  'consistency_score',
  'stability_score',
];

/** The reference has these as a call in Python only; `call` in each golden file says which. */
const calls: [name: string, options: string[]][] = [
  ['focus_balanced', ['--focus', 'balanced', '-n', '-1']],
  ['focus_profit', ['--focus', 'profit', '-n', '-1']],
  ['focus_frequency', ['--focus', 'frequency', '-n', '-1']],
  ['focus_risk_adjusted', ['--focus', 'risk_adjusted', '-n', '-1']],
  ['weights_only', ['--weights', 'sharpe_ratio=1,max_drawdown=-2', '-n', '-1']],
  [
    'weights_zeroed_but_sharpe',
    ['--weights', `sharpe_ratio=1,${zeroed.map((name) => `${name}=0`).join(',')}`, '-n', '-1'],
  ],
  [
    'focus_and_weights',
    ['--focus', 'profit', '--weights', 'win_rate=5,no_such_metric=3,number_of_runs=0.5', '-n', '5'],
  ],
  ['where_sweep_a', ['--focus', 'balanced', '--where', "tag='sweep_a'", '-n', '-1']],
  [
    'where_sweep_a_ascending',
    ['--focus', 'balanced', '--where', "tag='sweep_a'", '-n', '-1', '--asc'],
  ],
  ['columns', ['--focus', 'balanced', '--columns', 'bundle_path', '-n', '3']],
  ['empty', ['--focus', 'balanced', '--where', '1=0']],
];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strata-rank-'));
  for (const corpus of ['v1', 'v2']) {
    cpSync(
      join(fixturesFolder, 'golden', corpus, 'index.sqlite'),
      join(folder, `${corpus}.sqlite`),
    );
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(['v1', 'v2'])('a weighted ranking of %s', (corpus) => {
  it.each(calls)('%s has the scores and the order of the reference', async (name, options) => {
    const index = join(folder, `${corpus}.sqlite`);
    const { code, stdout } = await runCommand('iaf', ['rank', index, ...options, '--json']);

    const golden = goldenOutput(`rank_weighted/${corpus}_${name}.json`) as { result: unknown[] };
    expect(code).toBe(0);
    expect(lines(JSON.parse(stdout))).toEqual(lines(golden.result));
  });

  it('takes a preset by its name, on which the reference fails', async () => {
    const index = join(folder, `${corpus}.sqlite`);
    const { code } = await runCommand('iaf', ['rank', index, '--focus', 'balanced']);
    expect(code).toBe(0);
  });

  it('wants one of --by, --focus and --weights, as the reference does', async () => {
    const { code, stderr } = await runCommand('iaf', ['rank', join(folder, `${corpus}.sqlite`)]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringMatching(/--by/) });
  });
});

function lines(rows: unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row));
}
