import type { GroupRow } from '#contract/sweep.ts';
import { groupMarks } from './group-picture.ts';

/** The spread, median and best of a group; the figures beside it say the same. */
export function GroupBar({ group, range }: { group: GroupRow; range: [number, number] }) {
  const { from, to, median, best } = groupMarks(group, range);
  return (
    <svg viewBox="0 0 100 16" preserveAspectRatio="none" className="swept-bar" aria-hidden="true">
      {from !== null && to !== null && <Stroke from={from} to={to} className="swept-bar-spread" />}
      {median !== null && <Stroke from={median} to={median} isTall className="swept-bar-median" />}
      {best !== null && <Stroke from={best} to={best} className="swept-bar-best" />}
    </svg>
  );
}

interface StrokeProps {
  /** Shares of the width. */
  from: number;
  to: number;
  isTall?: boolean;
  className: string;
}

function Stroke({ from, to, isTall = false, className }: StrokeProps) {
  const at = (share: number) => 2 + share * 96;
  const [y1, y2] = isTall ? [1, 15] : [8, 8];
  return (
    <line
      x1={at(from)}
      x2={at(to)}
      y1={y1}
      y2={y2}
      className={className}
      vectorEffect="non-scaling-stroke"
    />
  );
}
