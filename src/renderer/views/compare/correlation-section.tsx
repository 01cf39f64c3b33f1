import { useMemo } from 'react';
import type { ComparedCorrelation, CompareMember } from '#contract/compare.ts';
import type { Answer } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import { type TableLook, useTablePicture } from '../../ui/chart/table-picture.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { useRunCopies } from '../run/use-run-copies.ts';
import { RunColumnsTable } from './run-columns-table.tsx';
import { RunHead } from './run-heads.tsx';
import { columnName, type RunLabel } from './run-labels.ts';
import { shadeOf } from './shade.ts';

interface CorrelationSectionProps {
  /** `shown`: places of the runs, column by column. */
  answer: Answer<ShownCorrelation>;
  /** The runs of those columns. */
  members: readonly CompareMember[];
  labels: readonly RunLabel[];
  baseline: number;
}

type ShownCorrelation = ComparedCorrelation & { shown: number[] };

const definition =
  "Pearson's coefficient of the returns of two equity curves. Only times at which both have a value count; a return is the change from one such time to the next. 1: they move together, 0: nothing in common, −1: against each other. NaN: fewer than three returns in common, or one of them never moves.";

/** How alike every two runs move. */
export function CorrelationSection(props: CorrelationSectionProps) {
  const { answer, members, labels, baseline } = props;
  const found = answer.value;
  const look = useMemo(() => lookOf(found, labels), [found, labels]);
  const picture = useTablePicture(look);
  const copies = useRunCopies(members, { kind: 'correlation' });
  return (
    <ChartFrame
      title="Correlation of returns"
      level={2}
      className="compare-section"
      definition={definition}
      table={look?.table ?? null}
      isTableItself
      picture={picture}
      copies={copies}
    >
      {answer.error !== undefined && (
        <ErrorNote
          title="The correlation could not be worked out"
          error={answer.error}
          actions={<Button onClick={answer.refresh}>Try again</Button>}
        />
      )}
      {found !== undefined && (
        <RunColumnsTable
          label="Correlation of every two runs"
          corner="Run"
          shown={found.shown}
          labels={labels}
          baseline={baseline}
          isBehind={answer.isStale}
          isMatrix
        >
          {found.coefficients.map((row, i) => {
            const place = found.shown[i]!;
            return (
              <tr key={place}>
                <th scope="row">
                  <RunHead place={place} label={labels[place]} baseline={baseline} />
                </th>
                {row.map((coefficient, j) => (
                  <CoefficientCell
                    key={found.shown[j]}
                    coefficient={coefficient}
                    shared={found.shared[i]?.[j] ?? 0}
                  />
                ))}
              </tr>
            );
          })}
        </RunColumnsTable>
      )}
    </ChartFrame>
  );
}

function CoefficientCell({ coefficient, shared }: { coefficient: number | null; shared: number }) {
  if (coefficient === null) {
    const why =
      shared < 3
        ? `${formatCount(shared)} returns in common: three are the fewest.`
        : 'One of the two never moves.';
    return (
      <td className="faint" title={why}>
        NaN
      </td>
    );
  }
  return (
    <td style={shadeOf(coefficient, 1)} title={`${formatCount(shared)} returns in common`}>
      {formatNumber(coefficient, 2)}
    </td>
  );
}

function lookOf(
  found: ShownCorrelation | undefined,
  labels: readonly RunLabel[],
): TableLook | null {
  if (found === undefined) return null;
  const at = (row: number, column: number) => found.coefficients[row]?.[column - 1] ?? null;
  const names = found.shown.map((place) => columnName(place, labels));
  return {
    table: {
      caption: 'Correlation of returns',
      columns: [{ label: 'Run' }, ...names.map((label) => ({ label, isNumber: true }))],
      length: names.length,
      row: (row) => [
        names[row]!,
        ...names.map((_, i) => {
          const coefficient = at(row, i + 1);
          return coefficient === null ? 'NaN' : formatNumber(coefficient, 2);
        }),
      ],
    },
    shade: (row, column) => (column === 0 ? null : at(row, column)),
  };
}
