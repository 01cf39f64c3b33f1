import { useRef } from 'react';
import { numbersBetween } from './gather-rows.ts';
import {
  allMatching,
  nothingSelected,
  type RowSelection,
  selectOnly,
  setRows,
  toggleRow,
} from './row-selection.ts';
import type { RowSource, TableRow } from './row-source.ts';
import type { TableView } from './table-view.ts';

export interface Selecting {
  only: (index: number) => void;
  toggle: (index: number) => void;
  /** The rows from the last one selected by itself to this one. */
  rangeTo: (index: number, isAdding: boolean) => void;
  all: () => void;
  clear: () => void;
}

interface SelectingOptions<Row extends TableRow> {
  view: TableView<Row>;
  source: RowSource<Row>;
  selection: RowSelection;
  onSelection: (selection: RowSelection) => void;
  onFailure: (title: string, error: unknown) => void;
}

/** Selects by row index. A range may reach over rows that are not here yet: they are asked for. */
export function useSelecting<Row extends TableRow>(options: SelectingOptions<Row>): Selecting {
  const latest = useRef(options);
  latest.current = options;
  const anchor = useRef<number | null>(null);
  /** A later act calls off a range that is still being fetched. */
  const act = useRef(0);

  const select = (selection: RowSelection) => {
    act.current += 1;
    latest.current.onSelection(selection);
  };
  const noAt = (index: number) => latest.current.view.loader.rowAt(index)?.no;

  const single = (index: number, make: (no: number) => RowSelection) => {
    anchor.current = index;
    const no = noAt(index);
    if (no !== undefined) select(make(no));
  };

  const rangeTo = async (index: number, isAdding: boolean) => {
    const { view, source, onFailure } = latest.current;
    anchor.current ??= index;
    const first = Math.min(anchor.current, index);
    const end = Math.max(anchor.current, index) + 1;
    if (first === 0 && end === view.snapshot().total && end > 1) return select(allMatching);
    const mine = ++act.current;
    try {
      const nos = await numbersBetween(
        source,
        view.loader.rowAt,
        first,
        end,
        () => act.current !== mine,
      );
      if (nos === null || act.current !== mine) return;
      const before = isAdding ? latest.current.selection : nothingSelected;
      latest.current.onSelection(setRows(before, nos, true));
    } catch (error) {
      onFailure('The rows could not be selected', error);
    }
  };

  return {
    only: (index) => single(index, selectOnly),
    toggle: (index) => single(index, (no) => toggleRow(latest.current.selection, no)),
    rangeTo,
    all: () => select(allMatching),
    clear: () => select(nothingSelected),
  };
}
