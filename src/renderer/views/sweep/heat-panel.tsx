import { useMemo } from 'react';
import { joinChips } from '#contract/filter/chips.ts';
import type { GridCell, SweepGrid } from '#contract/sweep.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCounted } from '../../ui/format.ts';
import { type RowWords, rowWords } from '../runs/row-words.ts';
import { aggregateLabels, HeatControls } from './heat-controls.tsx';
import { HeatMap } from './heat-map.tsx';
import { PlateauList } from './plateau-list.tsx';
import { bestPlateaus, cellName } from './plateau-words.ts';
import type { Axes } from './sweep-state.ts';
import { useSay } from './use-say.ts';
import type { SweepModel } from './use-sweep-model.ts';

/** Values of an axis beyond which they are put into ranges: more are too small to be read and pressed. */
const STEPS = 40;

/** The heat map with what it is set to, and the best plateaus beside it. */
export function HeatPanel({ model, axes }: { model: SweepModel; axes: Axes }) {
  const { scope, question, state, isLowBest, marked, metric, swept } = model;
  const engine = useEngine();
  const slices = useMemo(
    () =>
      swept
        .filter(({ key }) => key !== axes.x && key !== axes.y)
        .flatMap(({ key, values }) => {
          const held = state.slices[key];
          // A value that nothing has any more holds nothing.
          return values.some(({ filter }) => filter === held) ? [held!] : [];
        }),
    [swept, axes, state.slices],
  );
  const filter = joinChips([scope.filter, ...slices].filter((term) => term !== ''));
  const asked = {
    ...scope,
    filter,
    x: axes.x,
    y: axes.y,
    metric: metric?.key ?? 'sharpe_ratio',
    aggregate: state.aggregate,
    isLowBest,
    steps: STEPS,
  };
  const answer = useQuery(
    question === null ? null : JSON.stringify([question, asked, marked.key]),
    () => engine.sweepGrid({ ...asked, selection: marked.selection, asks: `${model.asker} grid` }),
  );
  const grid = answer.value;
  const plateaus = useMemo(() => (grid ? bestPlateaus(grid, isLowBest) : []), [grid, isLowBest]);
  const say = useSay();
  if (answer.error !== undefined) {
    return (
      <ErrorNote
        title="The heat map could not be worked out"
        error={answer.error}
        actions={<Button onClick={answer.refresh}>Try again</Button>}
      />
    );
  }
  if (grid === undefined || metric === undefined) {
    return (
      <p className="soft swept-none" role="status">
        Working out the heat map…
      </p>
    );
  }
  const words = rowWords[scope.rows];
  const conditionsOf = (cell: GridCell) => [
    ...slices,
    grid.x.steps[cell.x]!.filter,
    grid.y.steps[cell.y]!.filter,
  ];
  const select = async (cell: GridCell, isAdding: boolean) => {
    const count = await model.select(joinChips(conditionsOf(cell)), { isAdding });
    say(`${cellName(grid, cell)}: ${formatCounted(count, ...words)} selected`);
  };
  const filterTo = (cell: GridCell) => model.addFilter(joinChips(conditionsOf(cell)));
  return (
    <div className={classNames('swept-heat-panel', answer.isStale && 'chart-behind')}>
      <HeatMap
        grid={grid}
        column={metric}
        aggregate={aggregateLabels[state.aggregate].toLowerCase()}
        shows={state.shows}
        isLowBest={isLowBest}
        best={plateaus[0] ?? null}
        words={words}
        note={noteOf(grid, words, marked.isTooLarge)}
        controls={<HeatControls model={model} axes={axes} />}
        copies={model.copies([axes.x, axes.y, metric.key], filter)}
        onSelect={(cell, isAdding) => void select(cell, isAdding)}
        onFilter={filterTo}
      />
      <PlateauList
        grid={grid}
        plateaus={plateaus}
        column={metric}
        isLowBest={isLowBest}
        onSelect={(cell, isAdding) => void select(cell, isAdding)}
        onFilter={filterTo}
      />
    </div>
  );
}

/** What the picture does not show, and the way past it. */
function noteOf(
  { x, y, total, missing, leftOut }: SweepGrid,
  words: RowWords,
  isTooLarge: boolean,
): string {
  const ranged = [x, y].filter(({ isInRanges }) => isInRanges);
  const parts = [
    `${formatCounted(total - missing - leftOut, ...words)} in ${formatCounted(x.steps.length * y.steps.length, 'cell')}`,
    missing > 0
      ? `${formatCounted(missing, ...words)} without ${x.name} or ${y.name} left out`
      : '',
    leftOut > 0
      ? `${formatCounted(leftOut, ...words)} with rarer values left out: filter to see them`
      : '',
    ...ranged.map(
      ({ name, distinct, steps }) =>
        `${formatCounted(distinct, 'value')} of ${name} in ${steps.length} ranges: filter for single ones`,
    ),
    isTooLarge ? 'the selection is too large to be marked in cells' : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
