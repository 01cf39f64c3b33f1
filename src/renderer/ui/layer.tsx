import type { CSSProperties } from 'react';
import { useLayoutEffect, useState } from 'react';

/** Where a panel opens: at an element, or at a point of the window (a context menu). */
export type Anchor = Element | { x: number; y: number };
export type Placement = 'below' | 'below-end' | 'above' | 'above-end' | 'right';

const MARGIN = 8;
const GAP = 4;

/** Panels live in the layer of their dialog, or of the page, so that tables and rows keep clean markup. */
export function layerFor(anchor: Anchor | null): Element {
  const dialog = anchor instanceof Element ? anchor.closest('dialog') : null;
  return dialog ?? document.getElementById('layers') ?? document.body;
}

/** Puts a panel at its anchor, inside the window, and keeps it there. */
export function usePlacement(
  panel: HTMLElement | null,
  anchor: Anchor | null,
  placement: Placement,
): CSSProperties {
  const [at, setAt] = useState<{ left: number; top: number; height: number } | null>(null);

  useLayoutEffect(() => {
    if (panel === null || anchor === null) return;
    const place = () => setAt(placed(panel, anchor, placement));
    place();
    const watch = new ResizeObserver(place);
    watch.observe(panel);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, true);
    return () => {
      watch.disconnect();
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, true);
    };
  }, [panel, anchor, placement]);

  // Not `visibility`: what is hidden that way cannot take the focus.
  if (at === null) return { opacity: 0 };
  return { left: at.left, top: at.top, maxHeight: at.height };
}

function placed(panel: HTMLElement, anchor: Anchor, placement: Placement) {
  const box = rectangle(anchor);
  const { offsetWidth: width } = panel;
  const height = Math.max(panel.scrollHeight + 2, panel.offsetHeight);
  if (placement === 'right') {
    const fits = box.right + GAP + width <= window.innerWidth - MARGIN;
    const left = fits ? box.right + GAP : Math.max(MARGIN, box.left - GAP - width);
    const top = Math.max(MARGIN, Math.min(box.top - GAP, window.innerHeight - MARGIN - height));
    return { left, top, height: window.innerHeight - top - MARGIN };
  }
  const below = window.innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const wantsAbove = placement.startsWith('above');
  const isAbove = wantsAbove ? above >= height || above >= below : below < height && above > below;
  const room = isAbove ? above : below;
  const start = placement.endsWith('end') ? box.right - width : box.left;
  const left = Math.max(MARGIN, Math.min(start, window.innerWidth - MARGIN - width));
  const top = isAbove ? box.top - GAP - Math.min(height, room) : box.bottom + GAP;
  return { left, top, height: room };
}

function rectangle(anchor: Anchor) {
  if (anchor instanceof Element) return anchor.getBoundingClientRect();
  return { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
}
