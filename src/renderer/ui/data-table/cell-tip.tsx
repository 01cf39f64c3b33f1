import { type RefObject, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { layerFor, usePlacement } from '../layer.tsx';

interface CellTipProps {
  scroller: RefObject<HTMLElement | null>;
  /** More about a cell than it shows, or null. */
  textOf: (cell: HTMLElement) => string | null;
  /** Id of the cell that the keyboard is on. */
  activeId: string;
}

const DELAY = 400;

/** One tooltip for all cells: what was cut, what an empty cell means, what a column is. */
export function CellTip({ scroller, textOf, activeId }: CellTipProps) {
  const [tip, setTip] = useState<{ cell: HTMLElement; text: string } | null>(null);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    let timer = 0;
    const hide = () => {
      window.clearTimeout(timer);
      setTip(null);
    };
    const show = (cell: HTMLElement | null) => {
      hide();
      if (cell === null) return;
      timer = window.setTimeout(() => {
        const text = cell.isConnected ? textOf(cell) : null;
        if (text !== null) setTip({ cell, text });
      }, DELAY);
    };
    let over: Element | null = null;
    const onOver = (event: PointerEvent) => {
      const cell = (event.target as Element).closest<HTMLElement>('[data-column]');
      if (cell === over) return;
      over = cell;
      show(cell);
    };
    const onLeave = () => {
      over = null;
      hide();
    };
    const onKeyUp = () => {
      if (element.matches(':focus-visible')) show(document.getElementById(activeId));
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    element.addEventListener('pointerover', onOver);
    element.addEventListener('pointerleave', onLeave);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('scroll', hide, { passive: true });
    element.addEventListener('keyup', onKeyUp);
    element.addEventListener('blur', hide);
    window.addEventListener('keydown', onKeyDown, true);
    return () => {
      hide();
      element.removeEventListener('pointerover', onOver);
      element.removeEventListener('pointerleave', onLeave);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('scroll', hide);
      element.removeEventListener('keyup', onKeyUp);
      element.removeEventListener('blur', hide);
      window.removeEventListener('keydown', onKeyDown, true);
    };
  }, [scroller, textOf, activeId]);

  return tip === null ? null : <Tip key={tip.text} cell={tip.cell} text={tip.text} />;
}

function Tip({ cell, text }: { cell: HTMLElement; text: string }) {
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const style = usePlacement(panel, cell, 'below');
  return createPortal(
    <div
      ref={(element) => {
        element?.showPopover();
        setPanel(element);
      }}
      popover="manual"
      role="tooltip"
      className="tooltip dt-tip"
      style={style}
    >
      {text}
    </div>,
    layerFor(cell),
  );
}

/** Whether a cell's text is cut off. */
export function isCut(cell: HTMLElement): boolean {
  const text = cell.querySelector<HTMLElement>('.dt-label') ?? cell;
  return text.scrollWidth > text.clientWidth;
}
