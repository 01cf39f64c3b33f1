import type { CellValue, ColumnGroup } from '#contract/column.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import { FigureList } from '../runs/figure-list.tsx';

const groups: readonly ColumnGroup[] = [...new Set(runMetricColumns.map(({ group }) => group))];

/** Every figure that the framework worked out for the run. */
export function AllFigures({ values }: { values: Record<string, CellValue> }) {
  return (
    <details className="run-section run-figures">
      <summary>All {runMetricColumns.length} figures of the run</summary>
      {groups.map((group) => {
        const label = group.charAt(0).toUpperCase() + group.slice(1);
        const columns = runMetricColumns.filter((column) => column.group === group);
        const figures = columns.map((column) => ({ column, value: values[column.key] ?? null }));
        return (
          <section key={group} aria-label={label}>
            <h4>{label}</h4>
            <FigureList label={label} figures={figures} />
          </section>
        );
      })}
    </details>
  );
}
