import { Check, ChevronRight } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { classNames } from './class-names.ts';
import type { MenuItem } from './menu-item.ts';
import { moveMenuFocus } from './menu-keys.ts';
import { Popover } from './popover.tsx';
import { shortcutLabel } from './shortcut.ts';
import './menu.css';

export function MenuItems({ items, onDone }: { items: MenuItem[]; onDone: () => void }) {
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
          moveMenuFocus(event);
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
