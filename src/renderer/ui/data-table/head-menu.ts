import type { MenuItem } from '../menu.tsx';
import {
  type ColumnLayout,
  hideColumn,
  moveColumn,
  pinColumn,
  resizeColumn,
} from './column-layout.ts';
import type { TableSort } from './table-column.ts';
import type { PlacedColumn } from './use-column-model.ts';

interface HeadMenuOptions {
  column: PlacedColumn;
  layout: ColumnLayout;
  sort: readonly TableSort[];
  onLayout: (layout: ColumnLayout) => void;
  onSort: (sort: TableSort[]) => void;
  onFilter: ((column: string) => void) | undefined;
  onChoose: (() => void) | undefined;
}

/** Everything that can be done to a column, in words. */
export function headMenu(options: HeadMenuOptions): MenuItem[] {
  const { column, layout, onLayout, onFilter, onChoose } = options;
  const { id, isPinned } = column;
  return [
    ...sortItems(options),
    ...(onFilter === undefined
      ? []
      : ([
          { kind: 'line' },
          { label: 'Filter by this column…', onSelect: () => onFilter(id) },
        ] satisfies MenuItem[])),
    { kind: 'line' },
    {
      label: isPinned ? 'Unpin' : 'Pin at the left',
      onSelect: () => onLayout(pinColumn(layout, id, !isPinned)),
    },
    move('Move left', 'ArrowLeft', -1),
    move('Move right', 'ArrowRight', 1),
    widen('Wider', 'ArrowRight', 16),
    widen('Narrower', 'ArrowLeft', -16),
    { label: 'Hide', onSelect: () => onLayout(hideColumn(layout, id)) },
    ...(onChoose === undefined
      ? []
      : ([
          { kind: 'line' },
          { label: 'Choose columns…', onSelect: onChoose },
        ] satisfies MenuItem[])),
  ];

  function move(label: string, key: string, step: -1 | 1): MenuItem {
    const moved = moveColumn(layout, id, step);
    return {
      label,
      shortcut: `Mod+Shift+${key}`,
      isDisabled: moved === layout,
      onSelect: () => onLayout(moved),
    };
  }

  function widen(label: string, key: string, by: number): MenuItem {
    return {
      label,
      shortcut: `Shift+${key}`,
      onSelect: () => onLayout(resizeColumn(layout, id, column.size + by)),
    };
  }
}

function sortItems({ column, sort, onSort }: HeadMenuOptions): MenuItem[] {
  const { id } = column;
  const others = sort.filter((key) => key.column !== id);
  const choose = (descending: boolean): MenuItem => ({
    kind: 'radio',
    label: descending ? 'Sort descending' : 'Sort ascending',
    isChecked: column.sort?.descending === descending && others.length === 0,
    onSelect: () => onSort([{ column: id, descending }]),
  });
  const add = (descending: boolean): MenuItem => ({
    label: descending ? 'Then by this, descending' : 'Then by this, ascending',
    onSelect: () => onSort([...others, { column: id, descending }]),
  });
  return [
    choose(true),
    choose(false),
    ...(others.length > 0 ? [add(true), add(false)] : []),
    ...(column.sort === null
      ? []
      : [{ label: 'Do not sort by this', onSelect: () => onSort(others) }]),
  ];
}
