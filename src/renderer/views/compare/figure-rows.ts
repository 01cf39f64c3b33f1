import type { CellValue, Column } from '#contract/column.ts';
import type { ComparedRun } from '#contract/compare.ts';
import { runColumns } from '#contract/run-summary.ts';

export interface FigureRow {
  key: string;
  column: Column;
  /** By run; null also for a run that could not be read. */
  values: readonly CellValue[];
  differs: boolean;
}

export interface FigureGroup {
  label: string;
  rows: FigureRow[];
}

const groups: readonly { label: string; has: (column: Column) => boolean }[] = [
  { label: 'Returns', has: ({ group }) => group === 'returns' },
  { label: 'Risk', has: ({ group }) => group === 'risk' },
  { label: 'Trades', has: ({ group }) => group === 'trades' },
  {
    label: 'Window and origin',
    has: ({ group }) => ['windows', 'identity', 'provenance'].includes(group),
  },
];

/** Parameters first, then every figure of a run that any of them has. `onlyDiffering` leaves the others out. */
export function figureGroups(
  runs: readonly (ComparedRun | null)[],
  onlyDiffering: boolean,
): FigureGroup[] {
  const read = runs.filter((run) => run !== null);
  const names = [...new Set(read.flatMap((run) => run.parameters.map(({ name }) => name)))];
  const valuesOf = runs.map(
    (run) => new Map(run?.parameters.map(({ name, value }) => [name, value])),
  );
  const parameters = names.map((name) =>
    rowOf(
      parameterColumn(name),
      runs,
      valuesOf.map((values) => values.get(name) ?? null),
    ),
  );
  const figures = groups.map(({ label, has }) => ({
    label,
    rows: runColumns
      .filter(has)
      .map((column) =>
        rowOf(
          column,
          runs,
          runs.map((run) => run?.values[column.key] ?? null),
        ),
      )
      .filter(({ values }) => values.some((value) => value !== null)),
  }));
  return [{ label: 'Parameters', rows: parameters }, ...figures]
    .map(({ label, rows }) => ({
      label,
      rows: onlyDiffering ? rows.filter(({ differs }) => differs) : rows,
    }))
    .filter(({ rows }) => rows.length > 0);
}

function rowOf(
  column: Column,
  runs: readonly (ComparedRun | null)[],
  values: readonly CellValue[],
): FigureRow {
  // A run that could not be read is no other value.
  const read = values.filter((_, place) => runs[place] !== null);
  const differs = read.some((value) => value !== read[0]);
  return { key: `${column.group} ${column.key}`, column, values, differs };
}

function parameterColumn(name: string): Column {
  return {
    key: name,
    kind: 'real',
    unit: 'none',
    group: 'parameters',
    label: name,
    meaning: `Parameter ${name}`,
    nullRule: 'the backtest has no such parameter',
    source: 'parameters',
  };
}
