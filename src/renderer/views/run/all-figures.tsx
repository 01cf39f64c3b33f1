import { Download } from 'lucide-react';
import type { CellValue, ColumnGroup } from '#contract/column.ts';
import type { CompareMember } from '#contract/compare.ts';
import { runMetricColumns } from '#contract/run-summary.ts';
import { Button } from '../../ui/button.tsx';
import { useCopyItems } from '../../ui/chart/use-copy-items.ts';
import { Menu } from '../../ui/menu.tsx';
import { FigureList } from '../runs/figure-list.tsx';
import { useFigureCopies } from './use-run-copies.ts';

const groups: readonly ColumnGroup[] = [...new Set(runMetricColumns.map(({ group }) => group))];

interface AllFiguresProps {
  member: CompareMember;
  values: Record<string, CellValue>;
}

/** Every figure that the framework worked out for the run. */
export function AllFigures({ member, values }: AllFiguresProps) {
  const copyItems = useCopyItems(
    useFigureCopies(
      [member],
      runMetricColumns.map(({ key }) => key),
    ),
  );
  return (
    <details className="run-section run-figures">
      <summary>All {runMetricColumns.length} figures of the run</summary>
      <Menu
        label="Copy the figures"
        trigger={<Button icon={<Download size={14} aria-hidden />}>Copy</Button>}
        items={copyItems}
      />
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
