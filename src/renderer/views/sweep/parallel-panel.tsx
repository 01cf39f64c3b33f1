import { ListFilter } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import type { ColumnFacts } from '#contract/operations.ts';
import type { RowColumns } from '#contract/sweep.ts';
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

/** Lines drawn: more are a grey area. */
const LINES = 3000;

/** The parallel coordinates with the choice of their axes. Brushes select the rows, all of them, drawn or not. */
export function ParallelPanel({ model }: { model: SweepModel }) {
  const { state, set, columns, metric, isLowBest, selection } = model;
  const { brushes } = state;
  const { expression, pick } = useBrushes(model);
  const { keys, menu } = useAxesMenu(model);
  const keyList = keys.join('\n');
  const asked = useMemo(
    () => keyList.split('\n').flatMap((key) => columns.byKey.get(key) ?? []),
    [keyList, columns.byKey],
  );
  const answer = useRowColumns(model, 'lines', asked.length < 2 ? [] : asked, [], LINES);
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
  const controls = (
    <>
      {menu}
      <RangeForm
        label="Select by numbers"
        columns={asked.filter(({ kind }) => kind !== 'text')}
        onSelect={(typed) => void model.select(typed)}
      />
    </>
  );
  if (shown === undefined || asked.length < 2) {
    return (
      <div className="swept-none">
        {controls}
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
  return (
    <ParallelChart
      lines={lines}
      columns={drawn}
      colourBy={colourBy}
      isLowBest={isLowBest}
      selection={selection}
      brushes={brushes}
      onBrushes={(next) => set('ranges', { brushes: next })}
      onSelect={() => void pick(brushes)}
      onFilter={() => {
        model.addFilter(expression);
        set('filter: add', { brushes: {} });
      }}
      note={noteOf(lines, drawn[colourBy])}
      controls={controls}
      copies={model.copies(drawn.map(({ key }) => key))}
      isBehind={answer.isStale}
    />
  );
}

/** What is picked selects what passes through it, whether it was drawn, typed, undone or done again. */
function useBrushes(model: SweepModel) {
  const { state, swept, scope } = model;
  const { brushes } = state;
  const say = useSay();
  const words = rowWords[scope.rows];
  const switches = useMemo(
    () =>
      new Set(
        swept
          .filter(
            ({ kind, values }) =>
              kind === 'words' && values.every(({ label }) => /^(true|false)$/.test(label)),
          )
          .map(({ key }) => key),
      ),
    [swept],
  );
  const expression = brushExpression(brushes, switches);
  const pick = async (next: Brushes) => {
    const condition = brushExpression(next, switches);
    const count = condition === '' ? model.selectNothing() : await model.select(condition);
    say(
      `${formatCounted(count, ...words)} selected by ${formatCounted(Object.keys(next).length, 'axis', 'axes')}`,
    );
  };
  const latest = useRef(pick);
  latest.current = pick;
  const seen = useRef({ brushes, filter: scope.filter });
  useEffect(() => {
    const before = seen.current;
    seen.current = { brushes, filter: scope.filter };
    // Ranges that became a filter leave what they selected.
    const isNew = before.brushes !== brushes && before.filter === scope.filter;
    if (isNew) void latest.current(brushes);
  }, [brushes, scope.filter]);
  return { expression, pick };
}

/** The axes on screen, and the menu that chooses them. */
function useAxesMenu({ state, set, swept, columns, metric, metrics }: SweepModel) {
  const keys = state.axes ?? firstAxes(swept, metric?.key ?? 'sharpe_ratio');
  const choices = [...swept.flatMap(({ key }) => columns.byKey.get(key) ?? []), ...metrics];
  const toggle = ({ key }: ColumnFacts) => {
    const next = keys.includes(key) ? keys.filter((one) => one !== key) : [...keys, key];
    // As the menu lists them, parameters first.
    const ordered = choices.map((one) => one.key).filter((one) => next.includes(one));
    set('axes', { axes: ordered });
  };
  const menu = (
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
        { label: 'As suggested', onSelect: () => set('axes', { axes: null }) },
      ]}
    />
  );
  return { keys, menu };
}

function noteOf(lines: RowColumns, colour: ColumnFacts | undefined): string {
  const thinned =
    lines.nos.length < lines.total
      ? `${formatCount(lines.nos.length)} of ${formatCounted(lines.total, 'line')} drawn, evenly taken; brushes select from all. Filter to see every line.`
      : formatCounted(lines.total, 'line');
  return `${thinned} · coloured by ${colour?.label}. Draw along an axis to pick a range.`;
}
