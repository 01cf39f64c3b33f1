/** From values to pixels, and the marks along an axis. */
export interface Scale {
  at(value: number): number;
  ticks: readonly number[];
}

export interface Span {
  min: number;
  max: number;
}

/** Marks at round steps (1, 2, 5 and their tens) inside the span, about `count` of them. */
export function linearScale({ min, max }: Span, from: number, to: number, count: number): Scale {
  const room = max > min ? max - min : Math.abs(min) * 0.1 || 1;
  const low = max > min ? min : min - room / 2;
  const at = (value: number) => from + ((value - low) / room) * (to - from);
  return { at, ticks: roundSteps(low, low + room, count) };
}

/** The same over powers; values must be above 0. */
export function logScale({ min, max }: Span, from: number, to: number, count: number): Scale {
  const inner = linearScale({ min: Math.log10(min), max: Math.log10(max) }, from, to, count);
  const at = (value: number) => inner.at(Math.log10(value));
  const ticks = roundSteps(min, max, count).filter((tick) => tick > 0);
  return { at, ticks };
}

/** Epoch milliseconds; marks at first days of months or years, or at days, UTC. */
export function timeScale({ min, max }: Span, from: number, to: number, count: number): Scale {
  const { at } = linearScale({ min, max }, from, to, count);
  return { at, ticks: timeTicks(min, max, count) };
}

export function spanOf(values: Iterable<number | null>): Span | null {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return min <= max ? { min, max } : null;
}

function roundSteps(min: number, max: number, count: number): number[] {
  const rough = (max - min) / Math.max(1, count);
  if (!(rough > 0)) return [min];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from(
    { length: Math.max(0, last - first + 1) },
    (_, index) => (first + index) * step,
  );
}

const DAY = 86_400_000;
const monthSteps = [1, 2, 3, 6, 12, 24, 60, 120, 240];

function timeTicks(min: number, max: number, count: number): number[] {
  const rough = (max - min) / Math.max(1, count);
  if (rough < 28 * DAY) {
    const days = Math.max(1, [1, 2, 3, 7, 14].find((one) => one * DAY >= rough) ?? 14);
    const first = Math.ceil(min / (days * DAY));
    const last = Math.floor(max / (days * DAY));
    return Array.from(
      { length: Math.max(0, last - first + 1) },
      (_, index) => (first + index) * days * DAY,
    );
  }
  const months = monthSteps.find((one) => one * 30.4 * DAY >= rough) ?? 240;
  const start = new Date(min);
  const ticks: number[] = [];
  for (
    let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
    ;
    month += months
  ) {
    const tick = Date.UTC(Math.floor(month / 12), month % 12, 1);
    if (tick > max) return ticks;
    if (tick >= min) ticks.push(tick);
  }
}

/** "2021-10", or "10-05" where the marks are days apart. */
export function sayTick(tick: number, ticks: readonly number[]): string {
  const day = new Date(tick).toISOString().slice(0, 10);
  const step = (ticks[1] ?? Number.POSITIVE_INFINITY) - (ticks[0] ?? 0);
  return step < 28 * DAY ? day.slice(5) : day.slice(0, 7);
}
