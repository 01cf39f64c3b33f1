import { Grid3x3 } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { FilterChips, FilterEntry } from '../runs/filter-bar.tsx';
import { FilterContext } from '../runs/filter-context.ts';
import { QuickSearch } from '../runs/quick-search.tsx';
import { RowsSwitch } from '../runs/rows-switch.tsx';
import { UndoButtons } from '../runs/undo-buttons.tsx';
import { GroupPanel } from './group-panel.tsx';
import { HeatPanel } from './heat-panel.tsx';
import { ParallelPanel } from './parallel-panel.tsx';
import { ScatterPanel } from './scatter-panel.tsx';
import { SelectionLine } from './selection-line.tsx';
import { SayContext } from './use-say.ts';
import { type SweepModel, useSweepModel } from './use-sweep-model.ts';
import { Varied } from './varied.tsx';
import '../runs/runs.css';
import './sweep-screen.css';

/** What a sweep varied and what came of it. Filter and selection are those of the runs. */
export function SweepView({ archive }: { archive: OpenedArchive }) {
  const model = useSweepModel(archive);
  const { view, control, axes, parameters, filterError, total } = model;
  const screen = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  const say = useCallback((text: string) => setSaid(text), []);
  const toPictures = () =>
    screen.current
      ?.querySelector<HTMLElement>('.swept-body [tabindex="0"], .swept-body button')
      ?.focus();
  const error = filterError ?? parameters.error;

  return (
    <main ref={screen} tabIndex={-1} className="swept" aria-label={`Sweep of ${archive.name}`}>
      <FilterContext value={model.knowledge}>
        <SayContext value={say}>
          <div role="toolbar" aria-label="Sweep" className="runs-toolbar">
            <RowsSwitch
              rows={view.rows}
              onRows={(rows) => control.change('rows', (before) => ({ ...before, rows }))}
            />
            <QuickSearch
              value={view.quick}
              onChange={(quick) => control.change('quick', (before) => ({ ...before, quick }))}
              onLeave={toPictures}
            />
            <FilterEntry
              chips={view.chips}
              onChips={model.setChips}
              request={null}
              onLeave={toPictures}
            />
            <MetricChoice model={model} />
            <UndoButtons control={model.history} group="Sweep" />
          </div>
          <FilterChips chips={view.chips} onChips={model.setChips} />
          <div className="swept-body" aria-busy={parameters.isLoading}>
            {error !== null && error !== undefined ? (
              <ErrorNote
                title="The sweep could not be read"
                error={error}
                actions={<Button onClick={parameters.refresh}>Try again</Button>}
              />
            ) : total === null ? (
              <p className="soft swept-none" role="status">
                Looking for what was varied…
              </p>
            ) : total === 0 ? (
              <Nothing model={model} />
            ) : (
              <div className="swept-panels">
                <h2 className="visually-hidden">What was varied</h2>
                <Varied model={model} />
                {axes === null ? (
                  <p className="soft swept-none">
                    No parameter has two values here, so there is no heat map. A wider filter may
                    bring more.
                  </p>
                ) : (
                  <HeatPanel model={model} axes={axes} />
                )}
                <ScatterPanel model={model} />
                <ParallelPanel model={model} />
                <GroupPanel model={model} />
              </div>
            )}
          </div>
          <SelectionLine model={model} />
          <p className="visually-hidden" role="status" aria-label="What was done">
            {said}
          </p>
        </SayContext>
      </FilterContext>
    </main>
  );
}

function MetricChoice({ model }: { model: SweepModel }) {
  const { metrics, metric, isLowBest, set } = model;
  return (
    <>
      <Select
        label="Metric"
        isLabelHidden
        value={metric?.key ?? ''}
        options={metrics.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key) => set('metric', { metric: key, isLowBest: null })}
      />
      <Select
        label="Which values are good"
        isLabelHidden
        value={isLowBest ? 'low' : 'high'}
        options={[
          { value: 'high', label: 'High is good' },
          { value: 'low', label: 'Low is good' },
        ]}
        onChange={(good) => set('good', { isLowBest: good === 'low' })}
      />
    </>
  );
}

function Nothing({ model }: { model: SweepModel }) {
  const { view, all } = model;
  const isFiltered = view.quick !== '' || view.chips.some(({ isOn }) => isOn);
  return (
    <EmptyState
      icon={<Grid3x3 size={24} />}
      title={all === 0 ? 'Nothing is indexed yet' : 'Nothing matches'}
      actions={
        isFiltered && (
          <Button onClick={() => model.setChips('remove all', [])}>Remove the filters</Button>
        )
      }
    >
      {all === 0
        ? 'As soon as backtests with parameters come in, they are laid out here.'
        : 'No row matches filter and search. Switch a condition off, or remove them.'}
    </EmptyState>
  );
}
