/** A stretch of time, in whatever unit the chart has. */
export interface TimeSpan {
  min: number;
  max: number;
}

/** Of everything there is, the least that is still shown. */
const LEAST = 1 / 2000;

/** Larger or smaller by a factor, about a time that keeps its place; never beyond the whole. */
export function zoomedSpan(span: TimeSpan, whole: TimeSpan, middle: number, factor: number) {
  const all = whole.max - whole.min;
  const size = Math.min(all, Math.max(all * LEAST, (span.max - span.min) * factor));
  const share = span.max > span.min ? (middle - span.min) / (span.max - span.min) : 0.5;
  return pushedInto(middle - size * Math.min(1, Math.max(0, share)), size, whole);
}

/** Moved as little as it takes for the time to be seen. */
export function spanWith(span: TimeSpan, whole: TimeSpan, time: number): TimeSpan {
  const size = span.max - span.min;
  if (time < span.min) return pushedInto(time, size, whole);
  if (time > span.max) return pushedInto(time - size, size, whole);
  return span;
}

function pushedInto(from: number, size: number, whole: TimeSpan): TimeSpan {
  const min = Math.max(whole.min, Math.min(from, whole.max - size));
  return { min, max: min + size };
}
