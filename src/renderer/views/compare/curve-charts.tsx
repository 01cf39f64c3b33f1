import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ComparedCurves } from '#contract/compare.ts';
import { Button } from '../../ui/button.tsx';
import type { ChartPicture } from '../../ui/chart/chart-picture.ts';
import { curveKeyOf, pointAfter } from '../../ui/chart/curve-keys.ts';
import {
  hideTime,
  isZoomed,
  seenSpan,
  showSpan,
  showTime,
  showWhole,
  zoomAbout,
} from '../../ui/chart/plot-view.ts';
import type { TimeSpan } from '../../ui/chart/time-span.ts';
import { formatTime } from '../../ui/format.ts';
import { useThemeTurn } from '../../ui/use-theme-turn.ts';
import { type CurvePlots, drawCurvePlots } from './curve-plots.ts';

export interface CurvePoint {
  /** In `time` of the curves; null where the cursor is nowhere. */
  index: number | null;
  /** The run whose line is near, or chosen by keys, by place; null for none. */
  near: number | null;
}

interface CurveChartsProps {
  curves: ComparedCurves;
  isLog: boolean;
  baseline: number;
  hidden: ReadonlySet<number>;
  /** The run that is pointed at elsewhere, by place: the others fade. */
  marked: number | null;
  label: string;
  picture: RefObject<ChartPicture | null>;
  /** Called while the cursor moves: it must not draw with React. */
  onPoint: (point: CurvePoint) => void;
}

/** Equity above drawdown, on one axis of times, with one cursor: by pointer, or by keys as on a slider. */
export function CurveCharts(props: CurveChartsProps) {
  const { curves, isLog, baseline, hidden, marked, label, picture } = props;
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<CurvePlots | null>(null);
  const tell = useRef(props.onPoint);
  tell.current = props.onPoint;
  const turn = useThemeTurn();
  const last = curves.time.length - 1;
  /** Where the keys have led to. */
  const [at, setAt] = useState<number | null>(null);
  const index = Math.min(at ?? last, last);
  const chosen = useRef<number | null>(null);
  const [isClose, setClose] = useState(false);
  const seen = useRef<{ curves: ComparedCurves; span: TimeSpan } | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const point: CurvePoint = { index: null, near: null };
    const made = drawCurvePlots(element, {
      curves,
      isLog,
      baseline,
      hidden,
      onCursor(to) {
        point.index = to;
        tell.current(point);
      },
      onNear(to) {
        point.near = to;
        tell.current(point);
      },
      onZoom() {
        const plot = drawn.current?.plots[0];
        if (plot === undefined) return;
        seen.current = isZoomed(plot) ? { curves, span: seenSpan(plot) } : null;
        setClose(seen.current !== null);
      },
    });
    drawn.current = made;
    picture.current = made.picture;
    // The same curves in another look stay where they were looked at.
    if (seen.current?.curves === curves) showSpan(made.plots, seen.current.span);
    else setClose(false);
    return () => {
      picture.current = null;
      drawn.current = null;
      made.destroy();
    };
  }, [curves, isLog, baseline, hidden, picture, turn]);

  useEffect(() => {
    const { plots = [], places = [] } = drawn.current ?? {};
    const series = marked === null ? null : places.indexOf(marked) + 1;
    for (const plot of plots) plot.setSeries(series === 0 ? null : series, { focus: true });
  }, [marked]);

  /** The run that keys have chosen, else the baseline, else the first that is drawn. */
  const chosenOf = (places: CurvePlots['places']) => {
    const runs = places.filter((one) => one !== null).toSorted((a, b) => a - b);
    const wanted = [chosen.current, baseline].find((one) => one !== null && runs.includes(one));
    return { runs, run: wanted ?? runs[0] ?? null };
  };
  const showPoint = (to: number, run: number | null) => {
    const { plots, places } = drawn.current!;
    setAt(to);
    const series = run === null ? 0 : places.indexOf(run) + 1;
    showTime(plots, curves.time[to]! / 1000, (plot) => plots[plot]!.data[series]?.[to] ?? null);
    for (const plot of plots) plot.setSeries(series === 0 ? null : series, { focus: true });
    tell.current({ index: to, near: run });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const key = curveKeyOf(event);
    if (key === null || drawn.current === null || last < 0) return;
    event.preventDefault();
    const { plots, places } = drawn.current;
    const { runs, run } = chosenOf(places);
    if (key.act === 'zoom') zoomAbout(plots, curves.time[index]! / 1000, key.factor);
    if (key.act === 'whole') showWhole(plots);
    if (key.act !== 'curve' || run === null) {
      showPoint(pointAfter(key, index, last) ?? index, run);
      return;
    }
    const next = runs[(runs.indexOf(run) + key.by + runs.length) % runs.length]!;
    chosen.current = next;
    showPoint(index, next);
  };
  const leave = () => {
    const { plots = [] } = drawn.current ?? {};
    hideTime(plots);
    for (const plot of plots) plot.setSeries(null, { focus: true });
    tell.current({ index: null, near: null });
  };
  return (
    <>
      <div
        ref={place}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-description="Left and right arrows move the cursor, up and down choose a run, plus and minus zoom, 0 shows all."
        aria-valuemin={0}
        aria-valuemax={Math.max(0, last)}
        aria-valuenow={Math.max(0, index)}
        aria-valuetext={formatTime(curves.time[index] ?? 0)}
        className="compare-charts"
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
      {isClose && (
        <Button
          className="chart-whole"
          onClick={() => drawn.current !== null && showWhole(drawn.current.plots)}
        >
          Show all times
        </Button>
      )}
    </>
  );
}
