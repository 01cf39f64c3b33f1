import { memo, useMemo } from 'react';
import type { CellValue, Column } from '#contract/column.ts';
import type { ComparedRun, CompareMember } from '#contract/compare.ts';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { useTablePicture } from '../../ui/chart/table-picture.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatCell, formatNumber } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useFigureCopies } from '../run/use-run-copies.ts';
import { type Delta, deltaOf } from './better.ts';
import { type FigureGroup, figureGroups } from './figure-rows.ts';
import { figureTable, unitOf } from './figure-table.ts';
import { RunHead } from './run-heads.tsx';
import type { RunLabel } from './run-labels.ts';
import { ScrollRegion } from './scroll-region.tsx';

interface FiguresSectionProps {
  /** Null while it is not yet their turn. */
  runs: readonly (ComparedRun | null)[] | null;
  /** The same runs, by place. */
  members: readonly CompareMember[];
  /** Places of the runs that stand in the table. */
  shown: readonly number[];
  labels: readonly RunLabel[];
  baseline: number;
  onlyDiffering: boolean;
  onOnlyDiffering: (onlyDiffering: boolean) => void;
}

/** Parameters and figures of every run, each against the baseline. Thousands of cells: drawn again for other ones only. */
export const FiguresSection = memo(function FiguresSection(props: FiguresSectionProps) {
  const { runs, members, shown, labels, baseline, onlyDiffering, onOnlyDiffering } = props;
  const groups = useMemo(() => figureGroups(runs ?? [], onlyDiffering), [runs, onlyDiffering]);
  const columns = [baseline, ...shown.filter((place) => place !== baseline)];
  const table = groups.length === 0 ? null : figureTable(groups, columns, labels);
  const picture = useTablePicture(table && { table });
  const keys = groups.flatMap(({ rows }) =>
    rows.map(({ column: { group, key } }) => (group === 'parameters' ? `params.${key}` : key)),
  );
  const copies = useFigureCopies(
    columns.flatMap((place) => members[place] ?? []),
    keys,
  );
  return (
    <ChartFrame
      title="Parameters and metrics"
      level={2}
      className="compare-section"
      note={`Below each value its difference from the baseline, run ${baseline + 1}: in its unit, and as a share of the baseline. Teal with ▲ is better, orange with ▼ is worse.`}
      table={table}
      isTableItself
      picture={picture}
      copies={copies}
      controls={
        <Checkbox label="Only what differs" isChecked={onlyDiffering} onChange={onOnlyDiffering} />
      }
    >
      {groups.length === 0 ? (
        <p className="soft">{runs === null ? 'Reading…' : 'Nothing differs between these runs.'}</p>
      ) : (
        <ScrollRegion label="Figures side by side" isBehind={false}>
          <table className="compare-table">
            <thead>
              <tr>
                <th scope="col" className="compare-corner">
                  Figure
                </th>
                {columns.map((place) => (
                  <th key={place} scope="col">
                    <RunHead place={place} label={labels[place]} baseline={baseline} />
                  </th>
                ))}
              </tr>
            </thead>
            {groups.map((group) => (
              <GroupRows key={group.label} group={group} columns={columns} baseline={baseline} />
            ))}
          </table>
        </ScrollRegion>
      )}
    </ChartFrame>
  );
});

interface GroupRowsProps {
  group: FigureGroup;
  columns: readonly number[];
  baseline: number;
}

function GroupRows({ group, columns, baseline }: GroupRowsProps) {
  return (
    <tbody>
      <tr className="compare-group">
        <th scope="rowgroup" colSpan={columns.length + 1}>
          <span>{group.label}</span>
        </th>
      </tr>
      {group.rows.map(({ key, column, values }) => (
        <tr key={key}>
          <th scope="row">
            <Tooltip text={column.meaning}>
              <span className="truncate compare-figure">
                {column.label}
                <span className="faint">{unitOf(column)}</span>
              </span>
            </Tooltip>
          </th>
          {columns.map((place) => (
            <FigureCell
              key={place}
              column={column}
              value={values[place] ?? null}
              baseline={place === baseline ? null : (values[baseline] ?? null)}
            />
          ))}
        </tr>
      ))}
    </tbody>
  );
}

interface FigureCellProps {
  column: Column;
  value: CellValue;
  /** Null in the baseline's own column. */
  baseline: CellValue;
}

function FigureCell({ column, value, baseline }: FigureCellProps) {
  const text = formatCell(column, value);
  const delta =
    column.kind === 'text' || column.kind === 'time' ? null : deltaOf(column.key, value, baseline);
  return (
    <td>
      <span className="truncate" title={text.length > 16 ? text : undefined}>
        {text}
      </span>
      {delta !== null && delta.absolute !== 0 && <DeltaText column={column} delta={delta} />}
    </td>
  );
}

function DeltaText({ column, delta }: { column: Column; delta: Delta }) {
  const { absolute, relative, isBetter } = delta;
  const tone = isBetter === null ? 'faint' : isBetter ? 'gain' : 'loss';
  const mark = isBetter === null ? '' : isBetter ? '▲ ' : '▼ ';
  const share =
    relative === null
      ? ''
      : ` (${formatNumber(relative * 100, sharePlaces(relative), true)}\u202f%)`;
  return (
    <span className={classNames('compare-delta', tone)}>
      <span className="visually-hidden">
        {isBetter === null ? '' : isBetter ? 'better, ' : 'worse, '}
      </span>
      <span aria-hidden="true">{mark}</span>
      {sayAbsolute(column, absolute)}
      {share}
    </span>
  );
}

function sharePlaces(share: number): number {
  return Math.abs(share) < 0.1 ? 1 : 0;
}

/** The difference as the value beside it is written, with its sign. */
function sayAbsolute(column: Column, absolute: number): string {
  const size = Number.isFinite(absolute) ? Math.abs(absolute) : 'inf';
  // A parameter is shown as it was set; its difference has a rounding error of its own.
  const value =
    column.group === 'parameters' && size !== 'inf' ? Number(size.toPrecision(10)) : size;
  const unsigned = formatCell({ ...column, key: 'difference' }, value);
  return `${absolute < 0 ? '\u2212' : '+'}${unsigned}`;
}
