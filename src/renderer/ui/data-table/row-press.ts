import type { MouseEvent } from 'react';
import type { TableRow } from './row-source.ts';
import { SELECT_COLUMN } from './table-column.ts';
import type { TableView } from './table-view.ts';
import type { Selecting } from './use-selecting.ts';

/** The row and column that an event happened in. */
export function placeOf(event: { target: EventTarget }): { row: number; column: string } | null {
  const target = event.target as Element;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column;
  return row === undefined || column === undefined ? null : { row: Number(row), column };
}

/** A press selects the row alone; with Ctrl, or on its box, in addition; with Shift all up to it. */
export function rowPress<Row extends TableRow>(view: TableView<Row>, selecting: Selecting) {
  return (event: MouseEvent) => {
    const place = placeOf(event);
    if (place === null || event.button !== 0) return;
    const isAdding = event.ctrlKey || event.metaKey;
    if (event.shiftKey) {
      // Otherwise the browser would select the text between.
      event.preventDefault();
      (event.currentTarget as HTMLElement).focus();
    }
    view.setFocus(place.row, place.column);
    if (event.shiftKey) selecting.rangeTo(place.row, isAdding);
    else if (isAdding || place.column === SELECT_COLUMN) selecting.toggle(place.row);
    else selecting.only(place.row);
  };
}
