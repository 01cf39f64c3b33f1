import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';

/**
 * The keys of a list whose rows have buttons: up and down to the same button of another row, left and right to
 * another button of the row. Only one row is a stop of Tab: fifty runs are not two hundred.
 */
export function useLegendKeys(count: number, onRemove: (place: number) => void) {
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState(0);
  const stop = Math.max(0, Math.min(focused, count - 1));
  /** Where the focus is to go when the row that had it is gone. */
  const after = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (after.current === null) return;
    const place = Math.min(after.current, count - 1);
    after.current = null;
    buttonsOf(list.current?.children[place])[0]?.focus();
  }, [count]);

  const placeOf = (target: EventTarget) => {
    const row = target instanceof Element ? target.closest('li') : null;
    return row === null ? -1 : [...(list.current?.children ?? [])].indexOf(row);
  };
  return {
    list,
    stop,
    onFocus(event: FocusEvent) {
      const place = placeOf(event.target);
      if (place >= 0) setFocused(place);
    },
    onKeyDown(event: KeyboardEvent) {
      const place = placeOf(event.target);
      if (place < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
      const buttons = buttonsOf(list.current?.children[place]);
      const column = buttons.indexOf(event.target as HTMLButtonElement);
      const goTo = (row: number, at: number) => {
        event.preventDefault();
        const wanted = buttonsOf(list.current?.children[Math.max(0, Math.min(row, count - 1))]);
        wanted[Math.max(0, Math.min(at, wanted.length - 1))]?.focus();
      };
      switch (event.key) {
        case 'ArrowUp':
          return goTo(place - 1, column);
        case 'ArrowDown':
          return goTo(place + 1, column);
        case 'ArrowLeft':
          return goTo(place, column - 1);
        case 'ArrowRight':
          return goTo(place, column + 1);
        case 'Home':
          return goTo(0, column);
        case 'End':
          return goTo(count - 1, column);
        case 'Delete':
          event.preventDefault();
          after.current = place;
          return onRemove(place);
      }
    },
  };
}

function buttonsOf(row: Element | undefined): HTMLButtonElement[] {
  return [...(row?.querySelectorAll('button') ?? [])];
}
