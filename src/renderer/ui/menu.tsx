import type { KeyboardEvent, ReactElement } from 'react';
import { cloneElement, useState } from 'react';
import type { Anchor, Placement } from './layer.tsx';
import type { MenuItem } from './menu-item.ts';
import { MenuItems } from './menu-items.tsx';
import { moveMenuFocus } from './menu-keys.ts';
import { Popover } from './popover.tsx';
import './menu.css';

interface MenuProps {
  /** A Button or IconButton. */
  trigger: ReactElement<Record<string, unknown>>;
  label: string;
  items: MenuItem[];
  placement?: Placement;
}

/** A button that opens a menu. */
export function Menu({ trigger, label, items, placement = 'below' }: MenuProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const open = (event: { currentTarget: Element }) =>
    setAnchor(anchor ? null : event.currentTarget);
  return (
    <>
      {cloneElement(trigger, {
        'aria-haspopup': 'menu',
        'aria-expanded': anchor !== null,
        onClick: open,
        onKeyDown: (event: KeyboardEvent) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setAnchor(event.currentTarget);
        },
      })}
      <MenuPanel
        anchor={anchor}
        label={label}
        items={items}
        placement={placement}
        onClose={() => setAnchor(null)}
      />
    </>
  );
}

interface MenuPanelProps {
  /** Nothing is shown while this is null; a point for a context menu. */
  anchor: Anchor | null;
  label: string;
  items: MenuItem[];
  placement?: Placement;
  onClose: () => void;
}

/** The menu by itself: arrows, Home, End and first letters move; Enter or Space choose; Escape closes. */
export function MenuPanel({ anchor, label, items, placement = 'below', onClose }: MenuPanelProps) {
  return (
    <Popover
      anchor={anchor}
      label={label}
      role="menu"
      placement={placement}
      className="menu"
      onClose={onClose}
      onKeyDown={moveMenuFocus}
    >
      <MenuItems items={items} onDone={onClose} />
    </Popover>
  );
}

export type { MenuItem };
