import { useEffect, useRef } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { GroupRow, SweepGroups } from '#contract/sweep.ts';
import { Button } from '../../ui/button.tsx';
import { type ChartCopy, ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { penPicture } from '../../ui/chart/pen-picture.ts';
import { useChartColours } from '../../ui/chart/use-chart-colours.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatCell, formatCount } from '../../ui/format.ts';
import type { RowWords } from '../runs/row-words.ts';
import { GroupBar } from './group-bar.tsx';
import { drawGroups, groupPictureSize, groupRange } from './group-picture.ts';
import { groupTable } from './group-table.ts';

interface GroupChartProps {
  answer: SweepGroups;
  /** What it is grouped by, and the metric. */
  byLabel: string;
  column: ColumnFacts;
  words: RowWords;
  note: string;
  controls: React.ReactNode;
  copies: readonly ChartCopy[];
  isBehind: boolean;
  onSelect: (group: GroupRow, isAdding: boolean) => void;
  onFilter: (group: GroupRow) => void;
  onMore: () => void;
}

const DEFINITION =
  'Each group has all rows of the filter with that value; rows without one are a group too. The bar reaches from the ' +
  '10th to the 90th percentile, the line is the median, the dot the best. Percentiles are interpolated linearly.';

/** A metric by the values of a column: how many, the best, the median and the spread. */
export function GroupChart(props: GroupChartProps) {
  const { answer, byLabel, column, words, onSelect, onFilter } = props;
  const { groups, more } = answer;
  const picture = useRef<ChartPicture | null>(null);
  const { colours, ref } = useChartColours();
  const range = groupRange(groups);
  const title = `${column.label} by ${byLabel}`;
  useEffect(() => {
    if (colours === null) return;
    picture.current = penPicture(
      () => groupPictureSize(groups),
      (pen) => drawGroups(pen, groups, colours, (value) => formatCell(column, value)),
    );
  }, [colours, groups, column]);

  return (
    <ChartFrame
      title={title}
      level={2}
      definition={DEFINITION}
      note={props.note}
      controls={props.controls}
      picture={picture}
      copies={props.copies}
      table={groupTable(groups, byLabel, title, column, words)}
      className="swept-groups"
    >
      <div ref={ref} className={classNames('swept-scroll', props.isBehind && 'chart-behind')}>
        <table className="swept-table">
          <thead>
            <tr>
              <th scope="col">{byLabel}</th>
              <th scope="col" className="swept-bar-head">
                p10 – median – p90, best
              </th>
              {['n', 'Best', 'Median', 'p10', 'p90'].map((label) => (
                <th key={label} scope="col" className="chart-number">
                  {label}
                </th>
              ))}
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <tr key={group.filter} className={group.selected > 0 ? 'swept-selected' : undefined}>
                <th scope="row">
                  <button
                    type="button"
                    className="swept-link truncate"
                    title={group.label}
                    aria-label={`Select ${byLabel} ${group.label}`}
                    onClick={(event) =>
                      onSelect(group, event.shiftKey || event.ctrlKey || event.metaKey)
                    }
                  >
                    {group.label}
                  </button>
                </th>
                <td className="swept-bar-cell">
                  {range && <GroupBar group={group} range={range} />}
                </td>
                <td className="chart-number">{formatCount(group.rows)}</td>
                <td className="chart-number">{formatCell(column, group.best)}</td>
                <td className="chart-number">{formatCell(column, group.median)}</td>
                <td className="chart-number">{formatCell(column, group.p10)}</td>
                <td className="chart-number">{formatCell(column, group.p90)}</td>
                <td>
                  <Button
                    variant="quiet"
                    aria-label={`Filter to ${byLabel} ${group.label}`}
                    onClick={() => onFilter(group)}
                  >
                    Filter
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {more > 0 && (
          <Button variant="quiet" onClick={props.onMore}>
            Show more of {formatCount(groups.length + more)} groups
          </Button>
        )}
      </div>
    </ChartFrame>
  );
}
