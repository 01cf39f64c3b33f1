import { ListFilter } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { Menu } from '../../ui/menu.tsx';
import { rowWords } from '../runs/row-words.ts';
import { type Brushes, brushExpression } from './brushes.ts';
import { ParallelChart } from './parallel-chart.tsx';
import { RangeForm } from './range-form.tsx';
import { firstAxes } from './sweep-state.ts';
import { useRowColumns } from './use-row-columns.ts';
import { useSay } from './use-say.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** Lines drawn: more are a grey area, and take seconds. */
const LINES = 3000;

/** The parallel coordinates with the choice of their axes. RowColumns select the rows, all of them, drawn or not. */
export function ParallelPanel({ model }: { model: SweepModel }) {
  const { state, set, swept, columns, metric, metrics, isLowBest, scope, selection } = model;
  const [brushes, setBrushes] = useState<Brushes>({});
  const say = useSay();
  const keys = state.axes ?? firstAxes(swept, metric?.key ?? 'sharpe_ratio');
  const keyList = keys.join('\n');
  const asked = useMemo(
    () => keyList.split('\n').flatMap((key) => columns.byKey.get(key) ?? []),
    [keyList, columns.byKey],
  );
  const answer = useRowColumns(model, 'lines', asked.length < 2 ? [] : asked, [], LINES);
  const switches = new Set(
    swept
      .filter(
        ({ kind, values }) =>
          kind === 'words' && values.every(({ label }) => /^(true|false)$/.test(label)),
      )
      .map(({ key }) => key),
  );
  const words = rowWords[scope.rows];
  const brush = async (next: Brushes) => {
    setBrushes(next);
    const expression = brushExpression(next, switches);
    const count = expression === '' ? await model.selectNothing() : await model.select(expression);
    say(
      `${formatCounted(count, ...words)} selected by ${formatCounted(Object.keys(next).length, 'axis', 'axes')}`,
    );
  };
  const choices = [...swept.flatMap(({ key }) => columns.byKey.get(key) ?? []), ...metrics];
  const toggle = ({ key }: ColumnFacts) => {
    const isOn = keys.includes(key);
    set({ axes: isOn ? keys.filter((one) => one !== key) : orderOf(choices, [...keys, key]) });
  };
  if (answer.error !== undefined) {
    return (
      <ErrorNote
        title="The lines could not be read"
        error={answer.error}
        actions={<Button onClick={answer.refresh}>Try again</Button>}
      />
    );
  }
  const shown = answer.value;
  const axesMenu = (
    <>
      <Menu
        label="Axes"
        trigger={
          <Button variant="quiet" icon={<ListFilter size={14} aria-hidden />}>
            Axes
          </Button>
        }
        items={[
          ...choices.map((facts) => ({
            kind: 'check' as const,
            label: facts.label,
            isChecked: keys.includes(facts.key),
            onSelect: () => toggle(facts),
          })),
          { kind: 'line' as const },
          { label: 'As suggested', onSelect: () => set({ axes: null }) },
        ]}
      />
      <RangeForm
        label="Select by numbers"
        columns={asked.filter(({ kind }) => kind !== 'text')}
        onSelect={(expression) => void model.select(expression)}
      />
    </>
  );
  if (shown === undefined || asked.length < 2) {
    return (
      <div className="swept-none">
        {axesMenu}
        <p className="soft" role="status">
          {asked.length < 2 ? 'Choose at least two axes.' : 'Reading the lines…'}
        </p>
      </div>
    );
  }
  const { answer: lines, columns: drawn } = shown;
  const colourBy = Math.max(
    0,
    drawn.findIndex(({ key }) => key === metric?.key),
  );
  const thinned =
    lines.nos.length < lines.total
      ? `${formatCount(lines.nos.length)} of ${formatCounted(lines.total, 'line')} drawn, evenly taken; brushes select from all. Filter to see every line.`
      : formatCounted(lines.total, 'line');
  return (
    <ParallelChart
      lines={lines}
      columns={drawn}
      colourBy={colourBy}
      isLowBest={isLowBest}
      selection={selection}
      brushes={brushes}
      onBrushes={(next) => void brush(next)}
      onFilter={() => {
        model.addFilter(brushExpression(brushes, switches));
        setBrushes({});
      }}
      note={`${thinned} · coloured by ${drawn[colourBy]?.label}. Draw along an axis to pick a range.`}
      controls={axesMenu}
      copies={model.copies(drawn.map(({ key }) => key))}
      isBehind={answer.isStale}
    />
  );
}

/** As the menu lists them, parameters first. */
function orderOf(choices: readonly ColumnFacts[], keys: readonly string[]): string[] {
  return choices.map(({ key }) => key).filter((key) => keys.includes(key));
}
