/** Columns of which a part can be seen, and the space that those before them take. */
export interface ColumnWindow {
  first: number;
  /** Before this one. */
  end: number;
  before: number;
}

/** Pixels beyond the edges that are drawn too, so that a small move shows no gap. */
const MARGIN = 160;

/** `widths` are of the columns that scroll, in order; `left` is how far they are scrolled, `room` what is left for them. */
export function columnWindow(widths: readonly number[], left: number, room: number): ColumnWindow {
  let first = 0;
  let before = 0;
  while (first < widths.length - 1 && before + widths[first]! < left - MARGIN) {
    before += widths[first]!;
    first += 1;
  }
  let end = first;
  let reach = before;
  while (end < widths.length && reach < left + room + MARGIN) {
    reach += widths[end]!;
    end += 1;
  }
  return { first, end, before };
}

export function isSameWindow(one: ColumnWindow, other: ColumnWindow): boolean {
  return one.first === other.first && one.end === other.end && one.before === other.before;
}

/** How far to scroll so that a column is wholly seen, by the shortest way. */
export function revealColumn(
  widths: readonly number[],
  index: number,
  left: number,
  room: number,
): number {
  let start = 0;
  for (let at = 0; at < index; at++) start += widths[at]!;
  const lowest = start + widths[index]! - room;
  return Math.max(0, Math.min(Math.max(left, lowest), start));
}
