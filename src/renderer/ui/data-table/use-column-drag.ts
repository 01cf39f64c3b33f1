import { type PointerEvent, useRef, useState } from 'react';

/** Pixels that a press moves before it is a drag. */
const THRESHOLD = 5;

export interface Drop {
  id: string;
  side: 'before' | 'after';
}

/** Drags the head of a column onto another one. */
export function useColumnDrag(onDrop: (id: string, drop: Drop) => void) {
  const [drop, setDrop] = useState<Drop | null>(null);
  const dragged = useRef(false);
  const latest = useRef(onDrop);
  latest.current = onDrop;

  const startDrag = (id: string, event: PointerEvent<HTMLElement>) => {
    dragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch') return;
    const startX = event.clientX;
    let target: Drop | null = null;
    const onMove = (move: globalThis.PointerEvent) => {
      if (!dragged.current && Math.abs(move.clientX - startX) < THRESHOLD) return;
      dragged.current = true;
      target = dropAt(move, id);
      setDrop(target);
    };
    const finish = (isDropped: boolean) => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey, true);
      setDrop(null);
      if (isDropped && target !== null) latest.current(id, target);
    };
    const onUp = () => finish(true);
    const onCancel = () => finish(false);
    const onKey = (press: KeyboardEvent) => {
      if (press.key !== 'Escape' || !dragged.current) return;
      press.stopPropagation();
      finish(false);
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey, true);
  };

  return { drop, startDrag, hasDragged: () => dragged.current };
}

/** The head under the pointer, and which half of it. */
function dropAt(event: globalThis.PointerEvent, id: string): Drop | null {
  const under = document.elementFromPoint(event.clientX, event.clientY);
  const head = under?.closest<HTMLElement>('[data-head]');
  const target = head?.dataset.column;
  if (!head || target === undefined || target === id) return null;
  const { left, width } = head.getBoundingClientRect();
  return { id: target, side: event.clientX < left + width / 2 ? 'before' : 'after' };
}
