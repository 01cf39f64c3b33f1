/** Buttons of the head are for the pointer: the focus stays on the grid, whose keys do the same. */
export function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
