import { useMemo } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { nothingSelected, setRows } from '../../ui/data-table/row-selection.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { rowWords } from '../runs/row-words.ts';
import { RangeForm } from './range-form.tsx';
import { ScatterChart } from './scatter-chart.tsx';
import { useRowColumns } from './use-row-columns.ts';
import { useSay } from './use-say.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** RowColumns drawn. A lasso selects from all rows, drawn or not. */
const DOTS = 200_000;
/** Names come along up to here: beyond, they are most of what has to cross. */
const NAMED = 20_000;

/** The scatter of two columns, coloured by a third. */
export function ScatterPanel({ model }: { model: SweepModel }) {
  const { state, set, columns, metrics, swept, scope, selection, total } = model;
  const say = useSay();
  const { scatter } = state;
  const choices = useMemo(
    () => [
      ...metrics,
      ...swept
        .filter(({ kind }) => kind === 'numbers')
        .flatMap(({ key }) => columns.byKey.get(key) ?? []),
    ],
    [metrics, swept, columns.byKey],
  );
  const known = (key: string, other: number): ColumnFacts | undefined =>
    choices.find((one) => one.key === key) ?? choices[other] ?? choices[0];
  const [x, y, colour] = [known(scatter.x, 0), known(scatter.y, 1), known(scatter.colour, 2)];
  const asked = useMemo(
    () => (x && y && colour && total !== null ? [x, y, colour] : []),
    [x, y, colour, total],
  );
  const further = total !== null && total <= NAMED ? ['handle'] : [];
  const answer = useRowColumns(model, 'dots', asked, further, DOTS);
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
  if (answer.value === undefined) {
    return (
      <p className="soft swept-none" role="status">
        Reading the dots…
      </p>
    );
  }
  const { answer: dots, columns: drawn } = answer.value;
  const options = choices.map(({ key, label }) => ({ value: key, label }));
  const choose = (label: string, mine: keyof typeof scatter, value: string) => (
    <Select
      label={label}
      isQuiet
      value={value}
      options={options}
      onChange={(key) => set({ scatter: { ...scatter, [mine]: key } })}
    />
  );
  const thinned =
    dots.nos.length < dots.total
      ? `${formatCount(dots.nos.length)} of ${formatCounted(dots.total, ...words)} drawn, evenly taken; a lasso selects from all. Filter to see every one`
      : formatCounted(dots.total, ...words);
  return (
    <ScatterChart
      dots={dots}
      columns={[drawn[0]!, drawn[1]!, drawn[2]!]}
      selection={selection}
      note={`${thinned}${withoutOf(dots)} · draw around dots to select them.`}
      controls={
        <>
          {choose('Across', 'x', x?.key ?? '')}
          {choose('Up', 'y', y?.key ?? '')}
          {choose('Colour', 'colour', colour?.key ?? '')}
          <RangeForm
            label="Select by numbers"
            columns={x && y ? (x === y ? [x] : [x, y]) : []}
            onSelect={(expression) => void model.select(expression)}
          />
        </>
      }
      copies={model.copies(drawn.map(({ key }) => key))}
      isBehind={answer.isStale}
      onLasso={async (points, isAdding) => {
        const within = { x: drawn[0]!.key, y: drawn[1]!.key, points };
        const count = await model.select('', { within, isAdding });
        say(`${formatCounted(count, ...words)} selected`);
      }}
      onDot={(no, isAdding) => {
        model.setSelection(setRows(isAdding ? selection : nothingSelected, [no], true));
        say(`1 ${words[0]} selected`);
      }}
    />
  );
}

function withoutOf({
  columns: [x, y],
  nos,
}: {
  columns: readonly { kind: string }[];
  nos: number[];
}): string {
  const valuesOf = (column: { kind: string } | undefined) =>
    column?.kind === 'numbers' ? (column as unknown as { values: unknown[] }).values : null;
  const [across, up] = [valuesOf(x), valuesOf(y)];
  let without = 0;
  for (let at = 0; at < nos.length; at += 1) {
    if (typeof (across?.[at] ?? 0) !== 'number' || typeof (up?.[at] ?? 0) !== 'number')
      without += 1;
    else if (across?.[at] === null || up?.[at] === null) without += 1;
  }
  return without > 0 ? ` · ${formatCount(without)} without a finite value of both left out` : '';
}
