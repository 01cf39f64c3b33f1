import { Check, ChevronRight } from 'lucide-react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { cloneElement, useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import type { Anchor, Placement } from './layer.tsx';
import { Popover } from './popover.tsx';
import { shortcutLabel } from './shortcut.ts';
import './menu.css';

export type MenuItem =
  | {
      kind?: 'action';
      label: string;
      icon?: ReactNode;
      shortcut?: string;
      /** A word of explanation under the label. */
      detail?: string;
      isDanger?: boolean;
      isDisabled?: boolean;
      onSelect: () => void;
    }
  /** `radio`: one of its neighbours. The menu stays open when a `check` is used. */
  | {
      kind: 'check' | 'radio';
      label: string;
      isChecked: boolean;
      shortcut?: string;
      isDisabled?: boolean;
      onSelect: () => void;
    }
  | { kind: 'more'; label: string; icon?: ReactNode; items: MenuItem[] }
  | { kind: 'heading'; label: string }
  | { kind: 'line' };

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
      onKeyDown={moveFocus}
    >
      <MenuItems items={items} onDone={onClose} />
    </Popover>
  );
}

function MenuItems({ items, onDone }: { items: MenuItem[]; onDone: () => void }) {
  const prefix = useId();
  return items.map((item, index) => {
    const key = `${prefix}${index}`;
    if (item.kind === 'line') return <hr key={key} className="menu-line" />;
    if (item.kind === 'heading') {
      return (
        <div key={key} role="presentation" className="menu-heading">
          {item.label}
        </div>
      );
    }
    if (item.kind === 'more') return <MoreItem key={key} item={item} onDone={onDone} />;
    return <Item key={key} item={item} onDone={onDone} />;
  });
}

type ChoosableItem = Exclude<MenuItem, { kind: 'line' | 'heading' | 'more' }>;

function Item({ item, onDone }: { item: ChoosableItem; onDone: () => void }) {
  const isCheckable = item.kind === 'check' || item.kind === 'radio';
  const role = isCheckable
    ? (`menuitem${item.kind === 'check' ? 'checkbox' : 'radio'}` as const)
    : 'menuitem';
  const choose = () => {
    if (item.isDisabled) return;
    if (item.kind !== 'check') onDone();
    item.onSelect();
  };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a checkable role is given the state
    <button
      type="button"
      role={role}
      aria-checked={'isChecked' in item ? item.isChecked : undefined}
      aria-disabled={item.isDisabled || undefined}
      className={classNames('menu-item', 'isDanger' in item && item.isDanger && 'menu-danger')}
      onClick={choose}
      onPointerMove={takeFocus}
    >
      <span className="menu-mark">
        {'isChecked' in item ? item.isChecked && <Check size={14} aria-hidden /> : item.icon}
      </span>
      <span className="menu-label">
        {item.label}
        {'detail' in item && item.detail !== undefined && (
          <span className="menu-detail">{item.detail}</span>
        )}
      </span>
      {item.shortcut !== undefined && (
        <span className="menu-shortcut" aria-hidden="true">
          {shortcutLabel(item.shortcut)}
        </span>
      )}
    </button>
  );
}

function MoreItem({ item, onDone }: { item: MenuItem & { kind: 'more' }; onDone: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const open = () => setAnchor(button.current);
  return (
    <>
      <button
        ref={button}
        type="button"
        role="menuitem"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        className="menu-item"
        onClick={open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowRight') return;
          event.preventDefault();
          open();
        }}
        onPointerMove={takeFocus}
      >
        <span className="menu-mark">{item.icon}</span>
        <span className="menu-label">{item.label}</span>
        <ChevronRight size={14} aria-hidden />
      </button>
      <Popover
        anchor={anchor}
        label={item.label}
        role="menu"
        placement="right"
        className="menu"
        onClose={() => setAnchor(null)}
        onKeyDown={(event) => {
          moveFocus(event);
          if (event.key !== 'ArrowLeft') return;
          event.preventDefault();
          setAnchor(null);
        }}
      >
        <MenuItems items={item.items} onDone={onDone} />
      </Popover>
    </>
  );
}

/** The item under the pointer has the focus, as in native menus, so that there is one highlight. */
function takeFocus(event: { currentTarget: HTMLElement }) {
  if (document.activeElement !== event.currentTarget) {
    event.currentTarget.focus({ preventScroll: true });
  }
}

function moveFocus(event: KeyboardEvent) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(':scope > .menu-item')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const to = target(event, items, at);
  if (event.key === 'Tab') event.preventDefault();
  if (to === undefined) return;
  event.preventDefault();
  items.at(to % items.length)?.focus();
}

function target(event: KeyboardEvent, items: HTMLElement[], at: number): number | undefined {
  if (event.key === 'ArrowDown') return at + 1;
  if (event.key === 'ArrowUp') return at <= 0 ? -1 : at - 1;
  if (event.key === 'Home') return 0;
  if (event.key === 'End') return -1;
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return;
  const letter = event.key.toLowerCase();
  const starts = (item: HTMLElement) =>
    item.querySelector('.menu-label')?.textContent?.toLowerCase().startsWith(letter) ?? false;
  const after = items.findIndex((item, index) => index > at && starts(item));
  const found = after === -1 ? items.findIndex(starts) : after;
  return found === -1 ? undefined : found;
}
