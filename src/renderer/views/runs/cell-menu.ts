import type { CellValue } from '#contract/column.ts';
import { equalsExpression, quoteName, quoteText } from '#contract/filter/format-filter.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { formatCell } from '../../ui/format.ts';
import type { MenuItem } from '../../ui/menu.tsx';

/** A condition that a cell suggests. */
export interface CellFilter {
  label: string;
  expression: string;
}

/** What can be asked of rows with a cell's value in mind. */
export function cellFilters(facts: ColumnFacts, value: CellValue): CellFilter[] {
  const name = filterName(facts);
  const shown = `${facts.label} ${value === null ? 'has no value' : formatCell(facts, value)}`;
  if (value === null) {
    return [
      { label: `Only where ${shown}`, expression: `${name} IS NULL` },
      { label: `Leave out where ${shown}`, expression: `${name} IS NOT NULL` },
    ];
  }
  if (facts.kind === 'text' || facts.group === 'parameters') {
    return [
      { label: `Only ${shown}`, expression: equalsExpression(name, value) },
      { label: `Leave out ${shown}`, expression: `NOT ${equalsExpression(name, value)}` },
    ];
  }
  const written = facts.kind === 'time' ? isoTime(value) : String(value);
  if (written === null) return [];
  return [
    { label: `Only from ${shown} up`, expression: `${name} >= ${written}` },
    { label: `Only up to ${shown}`, expression: `${name} <= ${written}` },
  ];
}

/** Null beyond the times that ECMAScript has dates for. */
function isoTime(value: number | string): string | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : quoteText(date.toISOString());
}

/** How a filter names the column. */
export function filterName({ key, group, label }: ColumnFacts): string {
  const isParameter = group === 'parameters';
  return quoteName({ key: isParameter ? label : key, isParameter });
}

interface CellMenuOptions {
  facts: ColumnFacts;
  value: CellValue;
  onFilter: (expression: string) => void;
  onCopy: (text: string) => void;
  onOpen: () => void;
  onPreview: () => void;
}

export function cellMenu({
  facts,
  value,
  onFilter,
  onCopy,
  onOpen,
  onPreview,
}: CellMenuOptions): MenuItem[] {
  return [
    ...cellFilters(facts, value).map(
      ({ label, expression }): MenuItem => ({
        label,
        onSelect: () => onFilter(expression),
      }),
    ),
    { kind: 'line' },
    { label: 'Copy the value', onSelect: () => onCopy(value === null ? '' : String(value)) },
    { label: 'Open the run', shortcut: 'Enter', onSelect: onOpen },
    { label: 'Show in the preview', onSelect: onPreview },
  ];
}
