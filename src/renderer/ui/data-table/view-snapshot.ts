import type { ColumnWindow } from './column-window.ts';
import { SELECT_COLUMN } from './table-column.ts';

/** The row of the head, for the focus. */
export const HEAD = -1;

export interface TableFocus {
  /** `HEAD`, or a row's index; null when the query does not find the row. */
  row: number | null;
  /** The focused row; null on the head, or before the row is here. */
  no: number | null;
  column: string | null;
}

/** What there is to draw. A new object whenever it differs. */
export interface ViewSnapshot {
  total: number | null;
  /** Rows to draw: from `first`, before `end`. */
  first: number;
  end: number;
  /** Index of the row that stands at the top of the layer of rows. */
  baseRow: number;
  /** Rows that are drawn at this height, where there are so many: a row's element is that of index modulo slots. */
  slots: number;
  trackHeight: number;
  columns: ColumnWindow;
  focus: TableFocus;
  error: unknown;
  /** The rows drawn are of the query before. */
  isWaiting: boolean;
  /** Grows when rows came. */
  answers: number;
}

/** What the view moves. */
export interface ViewHost {
  /** Scrolls the track and says where it really went. */
  setTrack: (track: number) => number;
  setLeft: (left: number) => void;
  /** Moves the free columns that are drawn by so many pixels. */
  setShift: (shift: number) => void;
  /** Moves the layer of rows by so many pixels. */
  setOffset: (offset: number) => void;
}

export function isSameSnapshot(one: ViewSnapshot, other: ViewSnapshot): boolean {
  return (Object.keys(one) as (keyof ViewSnapshot)[]).every((key) => one[key] === other[key]);
}

/** Whether the cell that has the focus is there to be named. */
export function isActiveDrawn(
  { focus, first, end }: ViewSnapshot,
  drawn: readonly string[],
): boolean {
  const { row, column } = focus;
  if (row === null || column === null) return false;
  const isRowDrawn = row === HEAD || (row >= first && row < end);
  return isRowDrawn && (column === SELECT_COLUMN || drawn.includes(column));
}
