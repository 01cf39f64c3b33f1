import type { KeyboardEvent } from 'react';

/**
 * Arrow keys among the buttons or links of a list: one key press, one item, and the Tab key leaves
 * the list. Give the list this handler and its items `data-item`.
 */
export function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-item]')];
  const at = items.findIndex((item) => item.contains(document.activeElement));
  const to = target(event.key, at, items.length);
  if (to === null) return;
  event.preventDefault();
  items[to]?.focus();
}

function target(key: string, at: number, length: number): number | null {
  if (length === 0) return null;
  if (key === 'ArrowDown') return Math.min(at + 1, length - 1);
  if (key === 'ArrowUp') return Math.max(at - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? length - 1 : null;
}
