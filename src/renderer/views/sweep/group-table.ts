import type { ColumnFacts } from '#contract/operations.ts';
import type { GroupRow } from '#contract/sweep.ts';
import { formatCell, formatCount } from '../../ui/format.ts';
import type { RowWords } from '../runs/row-words.ts';

export function groupTable(
  groups: readonly GroupRow[],
  byLabel: string,
  caption: string,
  column: ColumnFacts,
  words: RowWords,
) {
  const numbers = [
    `Number of ${words[1]}`,
    'With a value',
    'Best',
    'Median',
    'Mean',
    'p10',
    'p90',
    'Selected',
  ];
  return {
    caption,
    columns: [{ label: byLabel }, ...numbers.map((label) => ({ label, isNumber: true }))],
    length: groups.length,
    row: (index: number) => {
      const { label, rows, filled, best, median, mean, p10, p90, selected } = groups[index]!;
      return [
        label,
        formatCount(rows),
        formatCount(filled),
        ...[best, median, mean, p10, p90].map((value) => formatCell(column, value)),
        formatCount(selected),
      ];
    },
  };
}
