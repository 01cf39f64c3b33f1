import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { type Edge, edgesOf, type Intervals, moveEdge } from './brush-edges.ts';
import { type ParallelAxis, type ParallelFrame, valueAt, yOf } from './parallel-frame.ts';

interface AxisBrushProps {
  frame: ParallelFrame;
  axis: ParallelAxis;
  intervals: Intervals;
  onIntervals: (intervals: Intervals) => void;
  /** The edge that Tab comes to; null for none of this axis. */
  stop: Edge | null;
  onFocus: (edge: Edge) => void;
  /** Left or right, to the edge before or after. */
  onStep: (from: HTMLElement, by: 1 | -1) => void;
}

/** Pixels below which it was a click, which takes the range away. */
const CLICK = 4;

type Drag = { from: number; to: number; isAdding: boolean; isMoving: Intervals[number] | null };

/**
 * Over an axis: drawn along it, a range; drawn from within a range, that range elsewhere; a click takes the ranges away. Its
 * two edges are sliders for the keyboard.
 */
export function AxisBrush(props: AxisBrushProps) {
  const { frame, axis, intervals, onIntervals } = props;
  const [drag, setDrag] = useState<Drag | null>(null);
  const drawn = drag === null ? intervals : withDrag(drag, intervals, props);
  const at = (event: PointerEvent) =>
    event.clientY - event.currentTarget.getBoundingClientRect().top + frame.top;
  const finish = () => {
    setDrag(null);
    if (drag === null) return;
    const isClick = Math.abs(drag.to - drag.from) < CLICK;
    onIntervals(isClick ? [] : drawn);
  };
  return (
    <div
      className="swept-axis"
      style={{ left: axis.x - 11, top: frame.top, height: frame.bottom - frame.top }}
      title={axis.label}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const y = at(event);
        const value = valueAt(frame, axis, y);
        const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
        const inside = intervals.find(([low, high]) => value >= low && value <= high);
        setDrag({ from: y, to: y, isAdding, isMoving: isAdding ? null : (inside ?? null) });
      }}
      onPointerMove={(event) => drag !== null && setDrag({ ...drag, to: at(event) })}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
    >
      {drawn.map(([low, high]) => {
        const [top, bottom] = [yOf(frame, axis, high), yOf(frame, axis, low)];
        const style = { top: top - frame.top, height: Math.max(2, bottom - top) };
        return <i key={`${low} ${high}`} className="swept-picked" style={style} />;
      })}
      <EdgeSlider {...props} edge="from" />
      <EdgeSlider {...props} edge="to" />
    </div>
  );
}

function EdgeSlider(props: AxisBrushProps & { edge: Edge }) {
  const { frame, axis, intervals, onIntervals, edge, stop, onFocus, onStep } = props;
  const value = edgesOf(axis, intervals)[edge];
  const [low, high] = [edgesOf(axis, []).from, edgesOf(axis, []).to];
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      onStep(event.currentTarget, event.key === 'ArrowLeft' ? -1 : 1);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      onIntervals([]);
    } else {
      const next = moveEdge(axis, intervals, edge, event.key);
      if (next === null) return;
      onIntervals(next);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      role="slider"
      aria-orientation="vertical"
      aria-label={`${axis.label}, ${edge}`}
      aria-valuemin={low}
      aria-valuemax={high}
      aria-valuenow={value}
      aria-valuetext={axis.format(value)}
      aria-describedby="swept-axis-keys"
      tabIndex={stop === edge ? 0 : -1}
      className={`swept-edge swept-edge-${edge}`}
      style={{ top: yOf(frame, axis, value) - frame.top }}
      onKeyDown={onKey}
      onFocus={() => onFocus(edge)}
    />
  );
}

/** The ranges as they will be when the pointer is let go. */
function withDrag(
  { from, to, isAdding, isMoving }: Drag,
  intervals: Intervals,
  { frame, axis }: Pick<AxisBrushProps, 'frame' | 'axis'>,
): Intervals {
  const [start, end] = [valueAt(frame, axis, from), valueAt(frame, axis, to)];
  if (isMoving !== null) {
    const by = end - start;
    return intervals.map((one) => (one === isMoving ? [one[0] + by, one[1] + by] : one));
  }
  const made = [Math.min(start, end), Math.max(start, end)] as const;
  return isAdding ? [...intervals, made].sort((a, b) => a[0] - b[0]) : [made];
}
