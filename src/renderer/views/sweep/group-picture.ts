import type { GroupRow } from '#contract/sweep.ts';
import type { ChartColours } from '../../ui/chart/chart-colours.ts';
import type { Pen } from '../../ui/chart/pen.ts';
import { numberOf } from './plateau-words.ts';

/** From where to where the bars of all groups reach; null without a number. */
export function groupRange(groups: readonly GroupRow[]): [number, number] | null {
  const ends = groups
    .flatMap(({ p10, p90, best, median }) => [p10, p90, best, median].map(numberOf))
    .filter((value) => value !== null && Number.isFinite(value)) as number[];
  return ends.length === 0 ? null : [Math.min(...ends), Math.max(...ends)];
}

/** Shares of the width at which a group's figures stand; null for those it has not. */
export function groupMarks(group: GroupRow, [low, high]: [number, number]) {
  const share = (value: GroupRow['best']) => {
    const number = numberOf(value);
    if (number === null) return null;
    const at = high === low ? 0.5 : (number - low) / (high - low);
    return Math.min(1, Math.max(0, at));
  };
  return {
    from: share(group.p10),
    to: share(group.p90),
    median: share(group.median),
    best: share(group.best),
  };
}

const ROW = 24;
const LABEL = 180;
const BAR = 320;
const FIGURE = 84;
const COLUMNS = ['n', 'Best', 'Median', 'p10', 'p90'] as const;

export function groupPictureSize(groups: readonly GroupRow[]) {
  return {
    width: LABEL + BAR + COLUMNS.length * FIGURE + 24,
    height: (groups.length + 1) * ROW + 8,
  };
}

/** The groups as they are listed on screen: names, bars and figures. */
export function drawGroups(
  pen: Pen,
  groups: readonly GroupRow[],
  colours: ChartColours,
  format: (value: GroupRow['best']) => string,
): void {
  const range = groupRange(groups);
  const head = { colour: colours.faint, align: 'right' } as const;
  COLUMNS.forEach((label, at) =>
    pen.text(label, LABEL + BAR + 24 + (at + 1) * FIGURE, ROW / 2, head),
  );
  groups.forEach((group, row) => {
    const middle = (row + 1.5) * ROW;
    const label = group.label.length > 28 ? `${group.label.slice(0, 27)}…` : group.label;
    pen.text(label, 0, middle, { colour: colours.text, size: 12 });
    if (range !== null) drawBar(pen, groupMarks(group, range), middle, colours);
    const figures = [
      String(group.rows),
      ...[group.best, group.median, group.p10, group.p90].map(format),
    ];
    figures.forEach((text, at) =>
      pen.text(text, LABEL + BAR + 24 + (at + 1) * FIGURE, middle, {
        colour: colours.text,
        size: 12,
        align: 'right',
      }),
    );
    pen.line(
      0,
      middle + ROW / 2,
      groupPictureSize(groups).width,
      middle + ROW / 2,
      colours.hairline,
    );
  });
}

function drawBar(
  pen: Pen,
  { from, to, median, best }: ReturnType<typeof groupMarks>,
  middle: number,
  colours: ChartColours,
): void {
  const x = (share: number) => LABEL + share * BAR;
  if (from !== null && to !== null) {
    const [left, right] = [Math.min(x(from), x(to)), Math.max(x(from), x(to))];
    pen.rect(left, middle - 4, Math.max(1, right - left), 8, colours.border);
  }
  if (median !== null) pen.rect(x(median) - 1.5, middle - 8, 3, 16, colours.text);
  if (best !== null) {
    pen.dots(Float32Array.of(x(best), middle), { radius: 4, colour: colours.accent });
  }
}
