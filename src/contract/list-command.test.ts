import { expect, it } from 'vitest';
import { listCommand } from './list-command.ts';

const view = {
  archive: '/data/my sweeps',
  rows: 'backtests',
  filter: '',
  sort: [],
  columns: ['tag'],
} as const;

it('lists what the table shows', () => {
  const command = listCommand({
    ...view,
    rows: 'runs',
    filter: `tag LIKE "sweep_%" AND symbols = 'BTC'`,
    sort: [
      { column: 'sharpe_ratio', descending: true },
      { column: 'tag', descending: false },
    ],
    columns: ['algorithm_id', 'params.ema_fast'],
  });
  expect(command).toBe(
    `strata list '/data/my sweeps' --rows runs --filter 'tag LIKE "sweep_%" AND symbols = '\\''BTC'\\''' ` +
      '--sort sharpe_ratio --sort tag:asc --columns algorithm_id,params.ema_fast',
  );
});

it('leaves out what is not asked for', () => {
  expect(listCommand({ ...view, archive: '/data/a' })).toBe('strata list /data/a --columns tag');
});

it('lets nothing in a name be taken for a command', () => {
  expect(listCommand({ ...view, archive: '/data/$(reboot)`x`;' })).toContain(
    "'/data/$(reboot)`x`;'",
  );
});
