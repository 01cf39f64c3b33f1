import type { FocusEvent, PointerEvent, ReactElement } from 'react';
import { cloneElement, useCallback, useEffect, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { layerFor, type Placement, usePlacement } from './layer.tsx';
import { shortcutLabel } from './shortcut.ts';
import './tooltip.css';

interface TooltipProps {
  text: string;
  shortcut?: string;
  placement?: Placement;
  /** The text is already the control's name: readers should not hear it twice. */
  isLabel?: boolean;
  children: ReactElement<Record<string, unknown>>;
}

const HOVER_DELAY = 450;

/** Says more about a control: on hover after a moment, on keyboard focus at once, away with Escape. */
export function Tooltip({
  text,
  shortcut,
  placement = 'below',
  isLabel = false,
  children,
}: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const hide = () => {
    window.clearTimeout(timer.current);
    setAnchor(null);
  };
  const own = children.props as Record<string, ((event: unknown) => void) | undefined>;
  const also = (name: string, act: (event: never) => void) => (event: never) => {
    own[name]?.(event);
    act(event);
  };

  const trigger = cloneElement(children, {
    'aria-describedby': anchor !== null && !isLabel ? id : children.props['aria-describedby'],
    onPointerEnter: also('onPointerEnter', (event: PointerEvent) => {
      const { currentTarget } = event;
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => setAnchor(currentTarget), HOVER_DELAY);
    }),
    onPointerLeave: also('onPointerLeave', hide),
    onPointerDown: also('onPointerDown', hide),
    onFocus: also('onFocus', (event: FocusEvent) => {
      if (event.currentTarget.matches(':focus-visible')) setAnchor(event.currentTarget);
    }),
    onBlur: also('onBlur', hide),
  });

  return (
    <>
      {trigger}
      {anchor?.isConnected && (
        <Bubble id={id} anchor={anchor} placement={placement} onClose={hide}>
          {text}
          {shortcut !== undefined && <kbd>{shortcutLabel(shortcut)}</kbd>}
        </Bubble>
      )}
    </>
  );
}

interface BubbleProps {
  id: string;
  anchor: Element;
  placement: Placement;
  onClose: () => void;
  children: React.ReactNode;
}

function Bubble({ id, anchor, placement, onClose, children }: BubbleProps) {
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const show = useCallback((element: HTMLElement | null) => {
    element?.showPopover();
    setPanel(element);
  }, []);
  const style = usePlacement(panel, anchor, placement);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [onClose]);

  return createPortal(
    <div ref={show} popover="manual" role="tooltip" id={id} className="tooltip" style={style}>
      {children}
    </div>,
    layerFor(anchor),
  );
}
