import type { KeyboardEvent } from 'react';

/** Arrows, Home, End and first letters among the items of the menu that has this handler. */
export function moveMenuFocus(event: KeyboardEvent) {
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
