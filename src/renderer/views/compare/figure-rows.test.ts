import { describe, expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import type { ComparedRun } from '#contract/compare.ts';
import { figureGroups } from './figure-rows.ts';

describe('figures side by side', () => {
  const runs = [
    aRun({ fast: 5, slow: 20 }, { sharpe_ratio: 1, win_rate: 0.5 }),
    aRun({ fast: 8, slow: 20 }, { sharpe_ratio: 2, win_rate: 0.5 }),
    null,
  ];

  it('begin with the parameters, and leave out what no run has', () => {
    expect(rowsOf(figureGroups(runs, false))).toEqual([
      ['Parameters', ['fast', 'slow']],
      ['Risk', ['sharpe_ratio']],
      ['Trades', ['win_rate']],
    ]);
  });

  it('are only those that differ when asked for; a run that cannot be read makes no difference', () => {
    expect(rowsOf(figureGroups(runs, true))).toEqual([
      ['Parameters', ['fast']],
      ['Risk', ['sharpe_ratio']],
    ]);
  });

  it('differ where one run has none', () => {
    const [group] = figureGroups([aRun({ fast: 5 }, {}), aRun({}, {})], true);

    expect(group!.rows[0]!.values).toEqual([5, null]);
  });
});

function rowsOf(groups: ReturnType<typeof figureGroups>) {
  return groups.map(({ label, rows }) => [label, rows.map(({ column }) => column.key)]);
}

function aRun(
  parameters: Record<string, CellValue>,
  values: Record<string, CellValue>,
): ComparedRun {
  return {
    archiveName: 'demo',
    handle: 'a',
    algorithm: null,
    runs: 1,
    values,
    parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })),
  };
}
