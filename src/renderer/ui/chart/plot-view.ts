import type uPlot from 'uplot';
import { spanWith, type TimeSpan, zoomedSpan } from './time-span.ts';

/** Several plots on one axis of times, moved as one. Times in seconds, as the plots have them. */

/** All that there is to be seen. */
export function wholeSpan(plot: uPlot): TimeSpan {
  const times = plot.data[0];
  return { min: times[0] ?? 0, max: times.at(-1) ?? 0 };
}

/** What is seen now. */
export function seenSpan(plot: uPlot): TimeSpan {
  const { min, max } = plot.scales.x ?? {};
  return typeof min === 'number' && typeof max === 'number' ? { min, max } : wholeSpan(plot);
}

export function isZoomed(plot: uPlot): boolean {
  const [seen, whole] = [seenSpan(plot), wholeSpan(plot)];
  return seen.min > whole.min || seen.max < whole.max;
}

export function showSpan(plots: readonly uPlot[], span: TimeSpan): void {
  // At once: a cursor that is set afterwards is to find the new scale.
  for (const plot of plots) plot.batch(() => plot.setScale('x', span));
}

export function showWhole(plots: readonly uPlot[]): void {
  if (plots[0] !== undefined) showSpan(plots, wholeSpan(plots[0]));
}

export function zoomAbout(plots: readonly uPlot[], time: number, factor: number): void {
  const [first] = plots;
  if (first === undefined) return;
  showSpan(plots, zoomedSpan(seenSpan(first), wholeSpan(first), time, factor));
}

/**
 * Puts the cursors on a time, which comes into sight where it was not. `valueIn` says at which height, where it
 * matters: the curve that lies there is the one that is meant.
 */
export function showTime(
  plots: readonly uPlot[],
  time: number,
  valueIn?: (plot: number) => number | null,
): void {
  const [first] = plots;
  if (first === undefined) return;
  const seen = seenSpan(first);
  const moved = spanWith(seen, wholeSpan(first), time);
  if (moved !== seen) showSpan(plots, moved);
  plots.forEach((plot, place) => {
    const value = valueIn?.(place) ?? null;
    const top = value === null ? plot.over.clientHeight / 2 : plot.valToPos(value, 'y');
    plot.setCursor({ left: plot.valToPos(time, 'x'), top }, false);
  });
}

/** No cursor anywhere, as when the pointer has left. */
export function hideTime(plots: readonly uPlot[]): void {
  for (const plot of plots) plot.setCursor({ left: -10, top: -10 }, false);
}
