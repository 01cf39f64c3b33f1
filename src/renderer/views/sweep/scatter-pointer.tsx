import { type PointerEvent, useRef, useState } from 'react';
import { ChartTip, type ChartTipAt } from '../../ui/chart/chart-tip.tsx';
import { extend, isClick, type Lasso, paintLasso } from './lasso.ts';
import { groupNameAt, type ScatterLook } from './scatter-picture.ts';
import { sizedCanvas } from './sized-canvas.ts';

interface ScatterPointerProps {
  look: ScatterLook | null;
  /** What is said of a dot. */
  tell: (dot: number) => string[];
  onLasso: (lasso: Lasso) => void;
  onDot: (dot: number, isAdding: boolean) => void;
}

/** Over the dots: where the pointer is, and the line it draws. Nothing else is drawn anew while it moves. */
export function ScatterPointer({ look, tell, onLasso, onDot }: ScatterPointerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const lasso = useRef<Lasso | null>(null);
  const [tip, setTip] = useState<ChartTipAt | null>(null);
  const repaint = () => {
    const context = sizedCanvas(canvas.current, look?.frame ?? null);
    if (context && look && lasso.current) paintLasso(context, lasso.current, look.colours.accent);
  };
  const at = (event: PointerEvent): [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const tipAt = (x: number, y: number): ChartTipAt | null => {
    if (look === null) return null;
    const group = groupNameAt(look, x, y);
    if (group !== null) return { x, y, lines: [group.label, `Dots: ${group.dots}`] };
    const dot = look.placed.nearest(x, y);
    return dot < 0 ? null : { x, y, lines: tell(dot) };
  };
  const finish = () => {
    const drawn = lasso.current;
    lasso.current = null;
    repaint();
    if (drawn === null || look === null) return;
    if (!isClick(drawn)) {
      if (drawn.points.length >= 3) onLasso(drawn);
      return;
    }
    const dot = look.placed.nearest(...drawn.points[0]!);
    if (dot >= 0) onDot(dot, drawn.isAdding);
  };
  return (
    <div
      className="swept-pointer"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
        lasso.current = { points: [at(event)], isAdding };
        setTip(null);
      }}
      onPointerMove={(event) => {
        const [x, y] = at(event);
        if (lasso.current === null) return setTip(tipAt(x, y));
        lasso.current = extend(lasso.current, x, y);
        repaint();
      }}
      onPointerUp={finish}
      onPointerCancel={() => {
        lasso.current = null;
        repaint();
      }}
      onPointerLeave={() => setTip(null)}
    >
      <canvas ref={canvas} />
      <ChartTip tip={tip} />
    </div>
  );
}
