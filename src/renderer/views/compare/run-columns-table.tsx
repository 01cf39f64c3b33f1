import type { ReactNode } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { RunHead } from './run-heads.tsx';
import type { RunLabel } from './run-labels.ts';
import { ScrollRegion } from './scroll-region.tsx';

interface RunColumnsTableProps {
  label: string;
  /** What the rows are. */
  corner: string;
  /** Places of the runs, column by column. */
  shown: readonly number[];
  labels: readonly RunLabel[];
  baseline: number;
  isBehind: boolean;
  /** The rows are the runs again. */
  isMatrix?: boolean;
  /** The rows. */
  children: ReactNode;
}

/** A dense table with a run over each column. */
export function RunColumnsTable(props: RunColumnsTableProps) {
  const { label, corner, shown, labels, baseline, isBehind, isMatrix = false, children } = props;
  return (
    <ScrollRegion label={label} isBehind={isBehind}>
      <table className={classNames('compare-table compare-dense', isMatrix && 'compare-matrix')}>
        <thead>
          <tr>
            <th scope="col" className="compare-corner">
              {corner}
            </th>
            {shown.map((place) => (
              <th key={place} scope="col">
                <RunHead place={place} label={labels[place]} baseline={baseline} isShort />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollRegion>
  );
}
