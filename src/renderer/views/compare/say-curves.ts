import type { ComparedCurves, CurveScale } from '#contract/compare.ts';
import { formatCount, formatNumber, formatTime, NOTHING } from '../../ui/format.ts';
import type { CurvePoint } from './curve-charts.tsx';
import type { RunLabel } from './run-labels.ts';

interface Said {
  curves: ComparedCurves;
  labels: readonly RunLabel[];
  /** Place of the run that the others are measured against. */
  baseline: number;
  hidden: ReadonlySet<number>;
  scale: CurveScale;
}

/**
 * What the curves say at a point, for those who do not see the legend: "2021-12-04 12:00 UTC. Run 3, ema_fast 5:
 * 9,120.10 (place 2 of 8), drawdown −4.20 %, +120.30 against run 1." Empty where the cursor is nowhere.
 */
export function sayCurves(said: Said, { index, near }: CurvePoint): string {
  const { curves } = said;
  const time = index === null ? undefined : curves.time[index];
  if (index === null || time === undefined) return '';
  const parts = [formatTime(time), sayBand(said, index), sayRun(said, index, near)];
  return `${parts.filter((part) => part !== '').join('. ')}.`;
}

function sayBand({ curves: { bands }, scale }: Said, index: number): string {
  if (bands === null) return '';
  const { median, p10, p90, count } = bands.equity;
  const value = (of: readonly (number | null)[]) => sayValue(of[index] ?? null, scale);
  return `Median of ${formatCount(count[index] ?? 0)} runs ${value(median)}, 10 to 90 %: ${value(p10)} to ${value(p90)}`;
}

function sayRun(said: Said, index: number, near: number | null): string {
  const { labels, baseline, scale } = said;
  const shown = said.curves.curves.filter(({ place }) => !said.hidden.has(place));
  const curve =
    shown.find(({ place }) => place === near) ?? shown.find(({ place }) => place === baseline);
  if (curve === undefined) return '';
  const name = `Run ${curve.place + 1}, ${labels[curve.place]?.short ?? ''}`;
  const value = curve.equity[index] ?? null;
  if (value === null) return `${name}: no value at this time`;
  const values = shown.flatMap(({ equity }) => equity[index] ?? []);
  const above = values.filter((one) => one > value).length;
  const place = values.length > 1 ? ` (place ${above + 1} of ${formatCount(values.length)})` : '';
  const fall = curve.drawdown[index] ?? null;
  return (
    `${name}: ${sayValue(value, scale)}${place}, drawdown ${fall === null ? NOTHING : `${formatNumber(fall * 100, 2)}\u202f%`}` +
    sayDifference(said, curve.place, value, index)
  );
}

function sayDifference(said: Said, place: number, value: number, index: number): string {
  const { curves, baseline, scale } = said;
  if (place === baseline) return ', the baseline';
  const against = curves.curves.find((one) => one.place === baseline)?.equity[index] ?? null;
  if (against === null) return '';
  return `, ${formatNumber(value - against, digits(scale), true)} against run ${baseline + 1}`;
}

function sayValue(value: number | null, scale: CurveScale): string {
  return value === null ? NOTHING : formatNumber(value, digits(scale));
}

/** An account has cents; what starts at 100 is no more exact than a tenth. */
function digits(scale: CurveScale): number {
  return scale === 'rebased' ? 1 : 2;
}
