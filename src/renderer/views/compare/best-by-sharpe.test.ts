import { expect, it } from 'vitest';
import type { CellValue } from '#contract/column.ts';
import type { ComparedRun } from '#contract/compare.ts';
import { bestBySharpe } from './best-by-sharpe.ts';

it('finds the highest, with runs that have none last', () => {
  const runs = [aRun(1), aRun(null), aRun('inf'), null, aRun(2), aRun(1)];

  expect(bestBySharpe(runs, 3)).toEqual({ best: [2, 4, 0], others: [5, 1, 3] });
});

function aRun(sharpe_ratio: CellValue): ComparedRun {
  return {
    archiveName: 'demo',
    handle: 'a',
    algorithm: null,
    runs: 1,
    values: { sharpe_ratio },
    parameters: [],
  };
}
