import type { ComparedCurves, CurveScale } from '#contract/compare.ts';
import type { ChartTableData } from '../../ui/chart/chart-table.tsx';
import { formatNumber, formatTime, NOTHING } from '../../ui/format.ts';
import { columnName, type RunLabel } from './run-labels.ts';

/** The curves in figures: a row for every time, equity and drawdown of every run or of the quantiles. */
export function curveTable(
  curves: ComparedCurves,
  labels: readonly RunLabel[],
  scale: CurveScale,
): ChartTableData {
  const unit = scale === 'rebased' ? 'start is 100' : 'account currency';
  const bands = curves.bands === null ? [] : (['equity', 'drawdown'] as const);
  const columns: TableColumn[] = [
    { label: 'Time', values: null, what: null },
    ...bands.flatMap((what) =>
      (['p10', 'median', 'p90'] as const).map((name) => ({
        label: `${what} ${name}`,
        values: curves.bands![what][name],
        what,
      })),
    ),
    ...curves.curves.flatMap((curve) => {
      const name = columnName(curve.place, labels);
      return (['equity', 'drawdown'] as const).map((what) => ({
        label: `${name}: ${what}`,
        values: curve[what],
        what,
      }));
    }),
  ];
  return {
    caption: `Equity (${unit}) and drawdown (%), times in UTC`,
    columns: columns.map(({ label, values }) => ({ label, isNumber: values !== null })),
    length: curves.time.length,
    row: (index) =>
      columns.map((column) => {
        if (column.values === null) return formatTime(curves.time[index]!);
        const value = column.values[index] ?? null;
        if (value === null) return NOTHING;
        return formatNumber(column.what === 'drawdown' ? value * 100 : value, 2);
      }),
  };
}

interface TableColumn {
  label: string;
  /** Null for the times themselves. */
  values: readonly (number | null)[] | null;
  what: 'equity' | 'drawdown' | null;
}
