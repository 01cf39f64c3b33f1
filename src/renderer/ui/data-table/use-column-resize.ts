import { type PointerEvent, useRef, useState } from 'react';
import { NARROWEST, WIDEST } from './column-layout.ts';
import type { PlacedColumn } from './use-column-model.ts';

/** Drags the edge of a head. The layout changes once, at the end; until then the width is only shown. */
export function useColumnResize(onResize: (id: string, width: number) => void) {
  const [resizing, setResizing] = useState<{ id: string; width: number } | null>(null);
  const latest = useRef(onResize);
  latest.current = onResize;

  const startResize = (column: PlacedColumn, event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = event.currentTarget;
    handle.setPointerCapture(event.pointerId);
    const startX = event.clientX;
    let width = column.size;
    const onMove = (move: globalThis.PointerEvent) => {
      width = Math.min(WIDEST, Math.max(NARROWEST, column.size + move.clientX - startX));
      setResizing({ id: column.id, width });
    };
    const onEnd = () => {
      handle.removeEventListener('pointermove', onMove);
      handle.removeEventListener('lostpointercapture', onEnd);
      setResizing(null);
      if (width !== column.size) latest.current(column.id, width);
    };
    handle.addEventListener('pointermove', onMove);
    handle.addEventListener('lostpointercapture', onEnd);
  };

  return { resizing, startResize };
}
