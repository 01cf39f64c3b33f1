import { useMemo } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { nothingSelected, setRows } from '../../ui/data-table/row-selection.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { type RowWords, rowWords } from '../runs/row-words.ts';
import { RangeForm } from './range-form.tsx';
import { ScatterChart } from './scatter-chart.tsx';
import { type ScatterDots, scatterDots } from './scatter-dots.ts';
import { otherAxes } from './sweep-state.ts';
import { useRowColumns } from './use-row-columns.ts';
import { useSay } from './use-say.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** Rows drawn. A lasso selects from all rows, drawn or not. */
const DOTS = 200_000;
/** Names come along up to here: beyond, they are most of what has to cross. */
const NAMED = 20_000;

/** The scatter of two columns, coloured by a third. */
export function ScatterPanel({ model }: { model: SweepModel }) {
  const { scope, selection, total } = model;
  const say = useSay();
  const { x, y, colour, controls } = useScatterChoice(model);
  const asked = useMemo(
    () => (x && y && colour && total !== null ? [x, y, colour] : []),
    [x, y, colour, total],
  );
  const further = total !== null && total <= NAMED ? ['handle'] : [];
  const answer = useRowColumns(model, 'dots', asked, further, DOTS);
  const rows = answer.value?.answer;
  const dots = useMemo(() => (rows === undefined ? null : scatterDots(rows)), [rows]);
  const drawn = answer.value?.columns;
  const columns = useMemo(() => drawn && ([drawn[0]!, drawn[1]!, drawn[2]!] as const), [drawn]);
  const words = rowWords[scope.rows];
  if (answer.error !== undefined) {
    return (
      <ErrorNote
        title="The dots could not be read"
        error={answer.error}
        actions={<Button onClick={answer.refresh}>Try again</Button>}
      />
    );
  }
  if (rows === undefined || dots === null || columns === undefined) {
    return (
      <p className="soft swept-none" role="status">
        Reading the dots…
      </p>
    );
  }
  return (
    <ScatterChart
      rows={rows}
      dots={dots}
      columns={columns}
      selection={selection}
      note={noteOf(rows, dots, columns[2], words)}
      controls={controls}
      copies={model.copies(columns.map(({ key }) => key))}
      isBehind={answer.isStale}
      onLasso={async (points, nos, isAdding) => {
        const within = { x: columns[0].key, y: columns[1].key, points };
        const isEach = rows.nos.length === rows.total;
        const count = isEach
          ? model.selectRows(nos, isAdding)
          : await model.select('', { within, isAdding });
        say(`${formatCounted(count, ...words)} selected`);
      }}
      onDot={(no, isAdding) => {
        model.setSelection(setRows(isAdding ? selection : nothingSelected, [no], true));
        say(`1 ${words[0]} selected`);
      }}
    />
  );
}

/** The three columns: those chosen as long as they are there, and the controls that choose them. */
function useScatterChoice({ state, set, columns, metrics, swept, select }: SweepModel) {
  const { scatter } = state;
  const { numbers, colours } = useMemo(() => {
    const known = (keys: readonly string[]) => keys.flatMap((key) => columns.byKey.get(key) ?? []);
    const parameters = (kind: 'numbers' | 'words') =>
      known(swept.filter((one) => one.kind === kind).map(({ key }) => key));
    const numbers = [...metrics, ...parameters('numbers')];
    const others = known(otherAxes.map(({ key }) => key));
    return { numbers, colours: [...numbers, ...parameters('words'), ...others] };
  }, [metrics, swept, columns.byKey]);
  const pick = (choices: readonly ColumnFacts[], key: string, other: number) =>
    choices.find((one) => one.key === key) ?? choices[other] ?? choices[0];
  const x = pick(numbers, scatter.x, 0);
  const y = pick(numbers, scatter.y, 1);
  const colour = pick(colours, scatter.colour, 2);
  const choose = (
    label: string,
    mine: keyof typeof scatter,
    now: ColumnFacts | undefined,
    choices: readonly ColumnFacts[],
  ) => (
    <Select
      label={label}
      isQuiet
      value={now?.key ?? ''}
      options={choices.map((one) => ({ value: one.key, label: one.label }))}
      onChange={(key) => set(`scatter ${mine}`, { scatter: { ...scatter, [mine]: key } })}
    />
  );
  const controls = (
    <>
      {choose('Across', 'x', x, numbers)}
      {choose('Up', 'y', y, numbers)}
      {choose('Colour', 'colour', colour, colours)}
      <RangeForm
        label="Select by numbers"
        columns={x && y ? (x === y ? [x] : [x, y]) : []}
        onSelect={(expression) => void select(expression)}
      />
    </>
  );
  return { x, y, colour, controls };
}

/** What the picture does not show, and the way past it. */
function noteOf(
  rows: RowColumns,
  { without, paint }: ScatterDots,
  colour: ColumnFacts,
  words: RowWords,
): string {
  const drawn = formatCount(rows.nos.length);
  const parts = [
    rows.nos.length < rows.total
      ? `${drawn} of ${formatCounted(rows.total, ...words)} drawn, evenly taken; a lasso selects from all. Filter to see every one`
      : formatCounted(rows.total, ...words),
    without > 0 ? `${formatCount(without)} without a finite value of both left out` : '',
    paint.kind === 'groups' && paint.rarer > 0
      ? `${formatCounted(paint.rarer, 'rarer value')} of ${colour.label} share one grey: filter to tell them apart`
      : '',
    'draw around dots to select them.',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
