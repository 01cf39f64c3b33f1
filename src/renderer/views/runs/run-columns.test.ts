import { describe, expect, it } from 'vitest';
import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf } from '#contract/row-columns.ts';
import { tableColumns } from './run-columns.ts';

const facts = columnsOf('backtests').map(
  (column): ColumnFacts => ({ ...column, filled: 1, distinct: null }),
);
const column = (id: string) => tableColumns(facts).find((one) => one.id === id)!;

describe('the columns of the table', () => {
  it('have figures at the right, largest first, and texts at the left', () => {
    expect(column('sharpe_ratio')).toMatchObject({ align: 'end', isDescendingFirst: true });
    expect(column('tag')).toMatchObject({ align: 'start', isDescendingFirst: false });
    expect(column('start')).toMatchObject({ align: 'start', isDescendingFirst: true, unit: 'UTC' });
  });

  it('explain an empty cell by the rule that left it empty', () => {
    expect(column('sharpe_ratio').explain(null)).toBe(
      'No value: nil when no window has a value. Sorted last, in both directions.',
    );
    expect(column('profit_factor').explain('inf')).toBe('Infinite');
    expect(column('tag').explain('inf')).toBeNull();
    expect(column('sharpe_ratio').explain(1)).toBeNull();
  });

  it('say their unit once: in the cells or in the head', () => {
    expect(column('cagr').unit).toBeNull();
    expect(column('cagr').format(0.1)).toContain('%');
    expect(column('total_net_gain').unit).toBe('account currency');
  });

  it('are all wide enough for their label, or cut it off where a tooltip says it', () => {
    for (const { label, width } of tableColumns(facts)) {
      expect(width).toBeGreaterThanOrEqual(Math.min(label.length, 24) * 7);
      expect(width).toBeLessThan(300);
    }
  });
});
