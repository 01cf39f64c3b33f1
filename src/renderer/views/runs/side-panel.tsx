import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';

export const NARROWEST_PANEL = 180;
export const WIDEST_PANEL = 720;
const STEP = 16;

interface SidePanelProps {
  side: 'left' | 'right';
  label: string;
  width: number;
  onWidth: (width: number) => void;
  children: ReactNode;
}

/** A panel beside the table, as wide as the user makes it: by its edge, or by arrows on the edge. */
export function SidePanel({ side, label, width, onWidth, children }: SidePanelProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const shown = within(dragged ?? width);
  const outward = side === 'left' ? 1 : -1;

  const startDrag = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const startX = event.clientX;
    let last = width;
    const onMove = (move: globalThis.PointerEvent) => {
      last = within(width + outward * (move.clientX - startX));
      setDragged(last);
    };
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onEnd);
      setDragged(null);
      if (last !== width) onWidth(last);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: outward * STEP, ArrowLeft: -outward * STEP }[event.key];
    const to =
      step !== undefined ? width + step : { Home: NARROWEST_PANEL, End: WIDEST_PANEL }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onWidth(within(to));
  };

  const edge = (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${label.toLowerCase()}`}
      aria-valuenow={shown}
      aria-valuemin={NARROWEST_PANEL}
      aria-valuemax={WIDEST_PANEL}
      tabIndex={0}
      className={`panel-edge panel-edge-${side}`}
      onPointerDown={startDrag}
      onKeyDown={onKeyDown}
    />
  );
  return (
    <aside aria-label={label} className={`panel panel-${side}`} style={{ width: shown }}>
      {children}
      {edge}
    </aside>
  );
}

function within(width: number): number {
  return Math.round(Math.min(WIDEST_PANEL, Math.max(NARROWEST_PANEL, width)));
}
