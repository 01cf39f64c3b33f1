import { handDrawn } from './brushes.ts';
import type { ParallelAxis } from './parallel-frame.ts';

/** Ranges on an axis, in its values, for words in their places. */
export type Intervals = readonly (readonly [low: number, high: number])[];
export type Edge = 'from' | 'to';

/** Steps from end to end of an axis with many values. */
const STEPS = 50;
const LEAP = 10;
/** Round the place of a word. */
const WORD = 0.4;

type Axis = Pick<ParallelAxis, 'range' | 'words' | 'few'>;

/** Where the two edges stand: the ends of the axis while nothing is picked. */
export function edgesOf(axis: Axis, intervals: Intervals): Record<Edge, number> {
  const [low, high] = endsOf(axis);
  const [first, last] = [intervals[0]?.[0], intervals.at(-1)?.[1]];
  if (first === undefined || last === undefined) return { from: low, to: high };
  if (axis.words === null) return { from: first, to: last };
  return { from: Math.ceil(first - 0.5), to: Math.floor(last + 0.5) };
}

/** The ranges after a key on an edge; null for a key that does nothing there. From end to end is no range. */
export function moveEdge(
  axis: Axis,
  intervals: Intervals,
  edge: Edge,
  key: string,
): Intervals | null {
  const edges = edgesOf(axis, intervals);
  const [low, high] = endsOf(axis);
  const moved = movedTo(axis, edges[edge], key);
  if (moved === null) return null;
  const [from, to] =
    edge === 'from'
      ? [Math.min(edges.to, Math.max(low, moved)), edges.to]
      : [edges.from, Math.max(edges.from, Math.min(high, moved))];
  if (from <= low && to >= high) return [];
  return axis.words === null ? [[from, to]] : [[from - WORD, to + WORD]];
}

function movedTo(axis: Axis, at: number, key: string): number | null {
  const [low, high] = endsOf(axis);
  switch (key) {
    case 'Home':
      return low;
    case 'End':
      return high;
    case 'ArrowUp':
    case 'PageUp':
      return stepped(axis, at, 1, key === 'PageUp' ? LEAP : 1);
    case 'ArrowDown':
    case 'PageDown':
      return stepped(axis, at, -1, key === 'PageDown' ? LEAP : 1);
    default:
      return null;
  }
}

/** From value to value where they are few. */
function stepped(axis: Axis, at: number, sign: 1 | -1, steps: number): number {
  const [low, high] = endsOf(axis);
  if (axis.few === null) return handDrawn(at + (sign * steps * (high - low)) / STEPS);
  const beyond =
    sign > 0
      ? axis.few.filter((value) => value > at)
      : axis.few.filter((value) => value < at).reverse();
  return beyond[Math.min(steps, beyond.length) - 1] ?? at;
}

function endsOf({ range: [low, high], words }: Axis): readonly [number, number] {
  return words === null ? [low, high] : [0, words.length - 1];
}
