import { createContext, use } from 'react';

/** Pixels of a row, where nothing else is chosen: seven steps of the 4 px grid. */
export const ROW_HEIGHT = 28;

/** What the tables below are drawn with. */
export const RowHeight = createContext(ROW_HEIGHT);

export function useRowHeight(): number {
  return use(RowHeight);
}
