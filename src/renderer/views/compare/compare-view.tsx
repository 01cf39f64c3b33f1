import { Layers } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { CURVES_AT_MOST, type CurveScale } from '#contract/compare.ts';
import type { OpenedArchive } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { goTo } from '../frame/use-route.ts';
import { useRunCopies } from '../run/use-run-copies.ts';
import { bestBySharpe } from './best-by-sharpe.ts';
import { CompareLegend } from './compare-legend.tsx';
import { emptySet, withoutMembers } from './compare-set.ts';
import { CorrelationSection } from './correlation-section.tsx';
import { CurvesSection } from './curves-section.tsx';
import { FailedRuns } from './failed-runs.tsx';
import { FiguresSection } from './figures-section.tsx';
import { MonthsSection } from './months-section.tsx';
import { useCompareSet } from './use-compare-set.ts';
import { useComparison } from './use-comparison.ts';
import { useLegendValues } from './use-legend-values.ts';
import './compare.css';

interface CompareLook {
  scale: CurveScale;
  isLog: boolean;
  onlyDiffering: boolean;
}

const firstLook: CompareLook = { scale: 'account', isLog: false, onlyDiffering: true };

/** Runs of any archives over and beside each other, all on one page. */
export function CompareView({ archive }: { archive: OpenedArchive }) {
  const [set, setSet] = useCompareSet();
  const [look, setLook] = usePersistentState<CompareLook>('compare look', firstLook);
  const [hiddenKeys, setHiddenKeys] = useState<ReadonlySet<string>>(new Set());
  const [marked, setMarked] = useState<number | null>(null);
  const [from, setFrom] = useState(0);
  const values = useRef<(HTMLElement | null)[]>([]);
  const found = useComparison(set, look.scale, from);
  const { keys, baseline, shown, curves, runs, labels, failures } = found;
  const hidden = useStableSet(keys.flatMap((key, place) => (hiddenKeys.has(key) ? [place] : [])));
  const sayPoint = useLegendValues(curves.value, look.scale, values);
  const takeOut = (places: readonly number[]) =>
    setSet((before) => withoutMembers(before, new Set(places.map((place) => keys[place]!))));

  const setOnlyDiffering = useCallback(
    (onlyDiffering: boolean) => setLook((before) => ({ ...before, onlyDiffering })),
    [setLook],
  );
  const few = shown.map((place) => set.members[place]!);
  const copies = useRunCopies(set.members, {
    kind: 'series',
    series: ['equity_curve', 'drawdown_series'],
  });

  if (keys.length === 0) return <NothingCompared archive={archive} />;
  return (
    <main className="compare" tabIndex={-1} aria-label="Comparison">
      <aside className="compare-side" aria-label="Runs in the comparison">
        <header className="compare-side-head">
          <h2>{formatCounted(keys.length, 'run')}</h2>
          <Button variant="quiet" onClick={() => setSet(emptySet)}>
            Take all out
          </Button>
        </header>
        <CompareLegend
          keys={keys}
          labels={labels}
          baseline={baseline}
          hidden={hidden}
          hasLines={keys.length <= CURVES_AT_MOST}
          values={values}
          onMark={setMarked}
          onBaseline={(place) => setSet((before) => ({ ...before, baseline: keys[place]! }))}
          onHide={(place) => setHiddenKeys(toggled(hiddenKeys, keys[place]!))}
          onIsolate={(place) => setHiddenKeys(isolated(hidden, keys, place))}
          onRemove={(place) => takeOut([place])}
        />
        {hidden.size > 0 && keys.length <= CURVES_AT_MOST && (
          <p className="compare-hidden" role="status">
            {formatCounted(hidden.size, 'curve')} hidden
            <Button variant="quiet" onClick={() => setHiddenKeys(new Set())}>
              Show all
            </Button>
          </p>
        )}
        <p className="compare-side-foot faint">
          Add more from the runs of this or any other archive: select rows, then Compare.
        </p>
      </aside>
      <div className="compare-main">
        <FailedRuns failures={failures} labels={labels} onTakeOut={takeOut} />
        {found.facts.error !== undefined && (
          <ErrorNote title="The runs could not be looked up" error={found.facts.error} />
        )}
        <CurvesSection
          answer={curves}
          count={keys.length}
          labels={labels}
          baseline={baseline}
          hidden={hidden}
          marked={marked}
          scale={look.scale}
          isLog={look.isLog}
          onScale={(scale) => setLook((before) => ({ ...before, scale }))}
          onLog={(isLog) => setLook((before) => ({ ...before, isLog }))}
          onPoint={sayPoint}
          onKeepBest={() => takeOut(bestBySharpe(runs, CURVES_AT_MOST).others)}
          copies={copies}
        />
        <ShownRuns count={keys.length} shown={shown} onFrom={setFrom} />
        <FiguresSection
          runs={found.hasFigures ? runs : null}
          members={set.members}
          shown={shown}
          labels={labels}
          baseline={baseline}
          onlyDiffering={look.onlyDiffering}
          onOnlyDiffering={setOnlyDiffering}
        />
        <div className="compare-pair">
          <MonthsSection answer={found.months} members={few} labels={labels} baseline={baseline} />
          <CorrelationSection
            answer={found.correlation}
            members={few}
            labels={labels}
            baseline={baseline}
          />
        </div>
      </div>
    </main>
  );
}

interface ShownRunsProps {
  count: number;
  shown: readonly number[];
  onFrom: (from: number) => void;
}

/** Beyond what the tables show at a time: which runs those are, and the way to the others. */
function ShownRuns({ count, shown, onFrom }: ShownRunsProps) {
  if (count <= CURVES_AT_MOST) return null;
  const first = shown[0] ?? 0;
  const last = first + shown.length;
  return (
    <p className="compare-pages" role="status">
      The tables below show runs {formatCount(first + 1)} to {formatCount(last)} of{' '}
      {formatCount(count)}, beside the baseline.
      <Button disabled={first === 0} onClick={() => onFrom(Math.max(0, first - CURVES_AT_MOST))}>
        Previous {CURVES_AT_MOST}
      </Button>
      <Button disabled={last >= count} onClick={() => onFrom(last)}>
        Next {CURVES_AT_MOST}
      </Button>
    </p>
  );
}

function NothingCompared({ archive }: { archive: OpenedArchive }) {
  return (
    <main className="view-centred" tabIndex={-1}>
      <EmptyState
        icon={<Layers size={24} />}
        title="Nothing to compare yet"
        actions={
          <Button
            variant="primary"
            onClick={() => goTo({ screen: 'runs', archive: archive.archive })}
          >
            Choose runs
          </Button>
        }
      >
        Select rows in Runs and press Compare (Shift+C). Runs of several archives can be compared
        with each other: what is chosen stays chosen when another archive is opened.
      </EmptyState>
    </main>
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** All hidden but one; none where that is so already. */
function isolated(
  hidden: ReadonlySet<number>,
  keys: readonly string[],
  place: number,
): ReadonlySet<string> {
  const isAlone = !hidden.has(place) && hidden.size === keys.length - 1;
  return new Set(isAlone ? [] : keys.filter((_, one) => one !== place));
}

/** The same set as long as it holds the same: the charts are drawn anew for another. */
function useStableSet(places: readonly number[]): ReadonlySet<number> {
  const text = JSON.stringify(places);
  const kept = useRef({ text, set: new Set(places) as ReadonlySet<number> });
  if (kept.current.text !== text) kept.current = { text, set: new Set(places) };
  return kept.current.set;
}
