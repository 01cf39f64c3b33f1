import { useCallback, useRef, useState } from 'react';
import type { BacktestDetail } from '#contract/operations.ts';
import type { RunRef, SignificanceTest } from '#contract/run-page.ts';
import { drawBars } from '#drawing/draw-bars.ts';
import type { Palette } from '#drawing/picture.ts';
import { useQuery } from '../../engine/use-query.ts';
import { Button } from '../../ui/button.tsx';
import { ChartFrame } from '../../ui/chart/chart-frame.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { DrawnPicture } from '../../ui/chart/drawn-picture.tsx';
import { Select } from '../../ui/choice.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import {
  formatCell,
  formatCount,
  formatCounted,
  formatDay,
  formatNumber,
} from '../../ui/format.ts';
import { columnOf } from '../runs/headline.ts';
import { useRunCopies } from './use-run-copies.ts';
import { binsOf } from './value-bins.ts';

type Metric = SignificanceTest['metrics'][number];

const HEIGHT = 220;
const BINS = 24;

interface TestsSectionProps {
  runRef: RunRef;
  /** Of the backtest: a test may be of another of them than is shown. */
  runs: BacktestDetail['runs'];
}

/** Permutation and Monte Carlo tests: where the real figure lies among those of shuffled prices. */
export function TestsSection({ runRef, runs }: TestsSectionProps) {
  const { archive, id } = runRef;
  const answer = useQuery(JSON.stringify([archive, id, 'tests']), (engine) =>
    engine.significanceTests({ archive, id }),
  );
  const tests = answer.isStale ? undefined : answer.value?.tests;
  if (answer.error !== undefined) {
    return (
      <ErrorNote
        title="The significance tests could not be read"
        error={answer.error}
        actions={<Button onClick={answer.refresh}>Try again</Button>}
      />
    );
  }
  if (tests === undefined || tests.length === 0) return null;
  return <Tests key={`${archive} ${id}`} runRef={runRef} runs={runs} tests={tests} />;
}

function Tests({
  runRef,
  runs,
  tests,
}: TestsSectionProps & { tests: readonly SignificanceTest[] }) {
  const [at, setAt] = useState(0);
  const test = tests[at]!;
  const metrics = test.metrics.filter(({ permuted }) => permuted.some((value) => value !== null));
  const [name, setName] = useState<string | null>(null);
  const metric = metrics.find((one) => one.metric === (name ?? 'sharpe_ratio')) ?? metrics[0];
  const picture = useRef<ChartPicture | null>(null);
  const copies = useRunCopies(
    [{ ...runRef, run: runOf(test, runs) ?? runRef.run }],
    metric === undefined ? null : { kind: 'permutations', metric: metric.metric },
  );
  return (
    <ChartFrame
      title="Significance"
      className="run-section"
      definition="The strategy was run again on shuffled prices. The p-value is the share of those runs that did at least as well as the real one: the smaller, the less likely it was luck."
      note={metric === undefined ? '' : sayTest(test, metric)}
      controls={
        <>
          {tests.length > 1 && (
            <Select
              label="Test"
              isLabelHidden
              value={String(at)}
              options={tests.map((one, place) => ({ value: String(place), label: nameOf(one) }))}
              onChange={(value) => setAt(Number(value))}
            />
          )}
          {metric !== undefined && (
            <Select
              label="Metric"
              isLabelHidden
              value={metric.metric}
              options={metrics.map((one) => ({ value: one.metric, label: labelOf(one.metric) }))}
              onChange={setName}
            />
          )}
        </>
      }
      table={{
        caption: `p-values of ${nameOf(test)}`,
        columns: [
          { label: 'Metric' },
          { label: 'Real', isNumber: true },
          { label: 'p-value', isNumber: true },
        ],
        length: test.metrics.length,
        row: (index) => {
          const one = test.metrics[index]!;
          return [labelOf(one.metric), formatOf(one.metric, one.real), sayP(one.pValue)];
        },
      }}
      picture={picture}
      copies={copies}
    >
      {metric === undefined ? (
        <p className="soft">The test holds no permutations.</p>
      ) : (
        <Spread metric={metric} picture={picture} />
      )}
    </ChartFrame>
  );
}

interface SpreadProps {
  metric: Metric;
  picture: React.RefObject<ChartPicture | null>;
}

function Spread({ metric, picture }: SpreadProps) {
  const draw = useCallback(
    (width: number, palette: Palette) => {
      const { real, permuted } = metric;
      const values = permuted.filter((value) => value !== null);
      const all = typeof real === 'number' ? [...values, real] : values;
      const bins = binsOf(values, Math.min(...all), Math.max(...all), BINS);
      const [low, high] = [bins[0]!.from, bins.at(-1)!.to];
      const text = (value: number) => formatOf(metric.metric, value);
      return drawBars(
        {
          format: formatCount,
          isCount: true,
          below: `${labelOf(metric.metric)} on shuffled prices`,
          borders: [...bins.map(({ from }) => from), high].map(text),
          bars: bins.map(({ from, to, count }) => ({
            value: count,
            label: '',
            title: `${text(from)} to ${text(to)}: ${formatCounted(count, 'permutation')}`,
            colour: palette.series[5]!,
          })),
          ...(typeof real === 'number'
            ? { mark: { share: (real - low) / (high - low), label: `real ${text(real)}` } }
            : {}),
        },
        width,
        HEIGHT,
        palette,
      );
    },
    [metric],
  );
  return (
    <DrawnPicture
      draw={draw}
      picture={picture}
      label={`${labelOf(metric.metric)} of the permutations, real ${formatOf(metric.metric, metric.real)}`}
    />
  );
}

function runOf({ study, engine, window }: SignificanceTest, runs: BacktestDetail['runs']) {
  const isOf = (named: string | null, own: unknown) => named === null || named === own;
  return runs.find(
    ({ values }) =>
      isOf(study, values.study_name) && isOf(engine, values.engine) && isOf(window, values.window),
  )?.run;
}

function sayTest({ permutations }: SignificanceTest, { metric, real, pValue }: Metric): string {
  return (
    `${labelOf(metric)}: real ${formatOf(metric, real)}, p-value ${sayP(pValue)} ` +
    `over ${formatCounted(permutations, 'permutation')}`
  );
}

function nameOf({ study, engine, window, start, end }: SignificanceTest): string {
  const day = (time: number | null) => (time === null ? '?' : formatDay(time));
  const parts = [study, engine, window, `${day(start)} to ${day(end)}`];
  return parts.filter((part) => part !== null).join(', ');
}

function labelOf(metric: string): string {
  return columnOf('runs', metric)?.label ?? metric;
}

function formatOf(metric: string, value: Metric['real']): string {
  const column = columnOf('runs', metric);
  if (column !== undefined) return formatCell(column, value);
  return typeof value === 'number' ? formatNumber(value, 3) : String(value ?? '–');
}

function sayP(value: number | null): string {
  return value === null ? '–' : formatNumber(value, 3);
}
