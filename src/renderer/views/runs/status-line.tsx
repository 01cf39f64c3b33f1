import type { ReactNode } from 'react';
import type { RowsKind } from '#contract/row-columns.ts';
import { Button } from '../../ui/button.tsx';
import type { TableColumn, TableSort } from '../../ui/data-table/table-column.ts';
import { formatCount, formatCounted } from '../../ui/format.ts';
import { rowWords } from './row-words.ts';

interface StatusLineProps {
  rows: RowsKind;
  /** Rows that match; null before it is known. */
  matching: number | null;
  all: number;
  isFiltered: boolean;
  selected: number;
  isAllMatching: boolean;
  isWaiting: boolean;
  sort: readonly TableSort[];
  columns: readonly TableColumn[];
  onSelectAll: () => void;
  onClear: () => void;
  /** What can be done with the selected rows. */
  actions: ReactNode;
}

/** How many there are, match and are selected, and the order they stand in. */
export function StatusLine(props: StatusLineProps) {
  const { rows, matching, all, isFiltered, selected, isAllMatching, isWaiting, sort, columns } =
    props;
  const name = rowWords[rows];
  // Without a filter the two counts only differ while rows come in.
  const shown =
    matching === null || !isFiltered
      ? formatCounted(matching ?? all, ...name)
      : countOf(matching, all, name);
  return (
    <footer className="runs-status">
      <span role="status" aria-label="Counts">
        {shown}
        {selected > 0 && ` · ${selectedOf(selected, isAllMatching ? (matching ?? 0) : null)}`}
        {isWaiting && ' · looking…'}
      </span>
      {selected > 0 && (
        <Button variant="quiet" onClick={props.onClear}>
          Clear selection
        </Button>
      )}
      {selected > 0 && !isAllMatching && matching !== null && selected < matching && (
        <Button variant="quiet" onClick={props.onSelectAll}>
          Select all {formatCount(matching)} that match
        </Button>
      )}
      {props.actions}
      <span className="runs-order" aria-live="polite">
        {orderOf(sort, columns)}
      </span>
    </footer>
  );
}

/** "48 of 12,500 backtests"; while rows come in, more may match than were counted. */
function countOf(matching: number, all: number, name: (typeof rowWords)[RowsKind]): string {
  if (matching >= all) return formatCounted(matching, ...name);
  return `${formatCount(matching)} of ${formatCounted(all, ...name)}`;
}

/** "3 selected", "all 48 selected", "46 selected, all but 2" */
function selectedOf(selected: number, allMatching: number | null): string {
  const count = formatCount(selected);
  if (allMatching === null) return `${count} selected`;
  if (allMatching === selected) return `all ${count} selected`;
  return `${count} selected, all but ${formatCount(allMatching - selected)}`;
}

function orderOf(sort: readonly TableSort[], columns: readonly TableColumn[]): string {
  if (sort.length === 0) return 'In the order of their names';
  const labels = new Map(columns.map(({ id, label }) => [id, label]));
  const keys = sort.map(
    ({ column, descending }) => `${labels.get(column) ?? column} ${descending ? '↓' : '↑'}`,
  );
  return `Sorted by ${keys.join(', then ')}`;
}
