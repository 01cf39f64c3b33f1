import { useMemo } from 'react';
import type { ComparedMonths, CompareMember } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { type TableLook, useTablePicture } from '../../ui/chart/table-picture.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatDay, formatNumber, NOTHING } from '../../ui/format.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useRunCopies } from '../run/use-run-copies.ts';
import { RunColumnsTable } from './run-columns-table.tsx';
import { columnName, type RunLabel } from './run-labels.ts';
import { shadeOf } from './shade.ts';

interface MonthsSectionProps {
  /** `shown`: places of the runs, column by column. */
  answer: Answer<ShownMonths>;
  /** The runs of those columns. */
  members: readonly CompareMember[];
  labels: readonly RunLabel[];
  baseline: number;
}

type ShownMonths = ComparedMonths & { shown: number[] };

/** The return at which the ground is deepest. */
const DEEPEST = 0.1;

/** Monthly returns of every run, month below month. */
export function MonthsSection({ answer, members, labels, baseline }: MonthsSectionProps) {
  const found = answer.value;
  const look = useMemo(() => lookOf(found, labels), [found, labels]);
  const picture = useTablePicture(look);
  const copies = useRunCopies(members, { kind: 'series', series: ['monthly_returns'] });
  return (
    <ChartFrame
      title="Monthly returns"
      level={2}
      className="compare-section"
      note="In percent, by calendar month in UTC, as the bundles hold them. The deeper the ground, the larger the gain (teal) or the loss (orange), up to 10 %."
      table={look?.table ?? null}
      isTableItself
      picture={picture}
      copies={copies}
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The monthly returns could not be read"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {found !== undefined && found.months.length === 0 && (
        <p className="soft">None of these runs holds monthly returns.</p>
      )}
      {found !== undefined && found.months.length > 0 && (
        <RunColumnsTable
          label="Months side by side"
          corner="Month"
          shown={found.shown}
          labels={labels}
          baseline={baseline}
          isBehind={answer.isStale}
        >
          {found.months.map((month, at) => (
            <tr key={month}>
              <th scope="row">{sayMonth(month)}</th>
              {found.returns.map((returns, i) => (
                <MonthCell key={found.shown[i]} value={returns[at] ?? null} />
              ))}
            </tr>
          ))}
        </RunColumnsTable>
      )}
    </ChartFrame>
  );
}

function MonthCell({ value }: { value: number | null }) {
  if (value === null) {
    return (
      <td className="faint">
        <Tooltip text="The run has no return in this month.">
          <span>{NOTHING}</span>
        </Tooltip>
      </td>
    );
  }
  return <td style={shadeOf(value, DEEPEST)}>{sayReturn(value)}</td>;
}

function lookOf(found: ShownMonths | undefined, labels: readonly RunLabel[]): TableLook | null {
  if (found === undefined || found.months.length === 0) return null;
  const at = (row: number, column: number) => found.returns[column - 1]?.[row] ?? null;
  return {
    table: {
      caption: 'Monthly returns, percent',
      columns: [
        { label: 'Month' },
        ...found.shown.map((place) => ({ label: columnName(place, labels), isNumber: true })),
      ],
      length: found.months.length,
      row: (row) => [
        sayMonth(found.months[row]!),
        ...found.shown.map((_, i) => sayReturn(at(row, i + 1))),
      ],
    },
    shade: (row, column) => {
      const value = column === 0 ? null : at(row, column);
      return value === null ? null : value / DEEPEST;
    },
  };
}

function sayMonth(month: number): string {
  return formatDay(month).slice(0, 7);
}

function sayReturn(value: number | null): string {
  return value === null ? NOTHING : formatNumber(value * 100, 2, true);
}
