import type { KeyboardEvent, ReactNode, SyntheticEvent } from 'react';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { classNames } from './class-names.ts';
import { focusableIn } from './focusable.ts';
import { type Anchor, layerFor, type Placement, usePlacement } from './layer.tsx';
import './popover.css';

export interface PopoverProps {
  /** What it opens at; nothing is shown while this is null. */
  anchor: Anchor | null;
  onClose: () => void;
  /** Its accessible name. */
  label: string;
  placement?: Placement;
  role?: 'dialog' | 'menu' | 'listbox';
  className?: string;
  /** Where the focus goes first: the first control, or the panel itself. */
  initialFocus?: 'first' | 'panel' | 'none';
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/** A panel over the page that closes on Escape or a press outside it, and gives the focus back. */
export function Popover({ anchor, ...rest }: PopoverProps) {
  if (anchor === null) return null;
  return createPortal(<Panel anchor={anchor} {...rest} />, layerFor(anchor));
}

function Panel(props: PopoverProps & { anchor: Anchor }) {
  const {
    anchor,
    onClose,
    label,
    placement = 'below',
    role = 'dialog',
    className,
    children,
  } = props;
  const { initialFocus = 'first', onKeyDown } = props;
  const [panel, setPanel] = useState<HTMLElement | null>(null);
  const show = useCallback((element: HTMLElement | null) => {
    element?.showPopover();
    setPanel(element);
  }, []);
  const style = usePlacement(panel, anchor, placement);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    if (panel === null) return;
    const before = document.activeElement;
    if (initialFocus === 'first') (focusableIn(panel)[0] ?? panel).focus();
    if (initialFocus === 'panel') panel.focus();
    return () => {
      const { activeElement } = document;
      const hadFocus = activeElement === document.body || panel.contains(activeElement);
      if (hadFocus && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [panel, initialFocus]);

  useEffect(() => {
    if (panel === null) return;
    const onPress = (event: PointerEvent) => {
      const { target } = event;
      if (!(target instanceof Element) || panel.contains(target)) return;
      // A menu opened from this panel lies in the same layer, after it.
      const other = target.closest('.popover');
      if (other && panel.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) return;
      if (anchor instanceof Element && anchor.contains(target)) return;
      close.current();
    };
    document.addEventListener('pointerdown', onPress, true);
    return () => document.removeEventListener('pointerdown', onPress, true);
  }, [panel, anchor]);

  const handleKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    onKeyDown?.(event);
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    if (event.key === 'Tab' && panel !== null) keepTabInside(event, panel);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is one of three, none static
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: each of the three can be named
    <div
      ref={show}
      popover="manual"
      role={role}
      aria-label={label}
      tabIndex={-1}
      className={classNames('popover', className)}
      style={style}
      onKeyDown={handleKey}
      onClick={stop}
      onDoubleClick={stop}
      onPointerDown={stop}
      onMouseDown={stop}
      onContextMenu={stop}
    >
      {children}
    </div>
  );
}

/** Events of a panel must not reach the row or header it was opened from. */
function stop(event: SyntheticEvent) {
  event.stopPropagation();
}

function keepTabInside(event: KeyboardEvent, panel: HTMLElement) {
  const all = focusableIn(panel);
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== edge && document.activeElement !== panel) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
