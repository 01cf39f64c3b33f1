import type { CellValue } from '#contract/column.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { formatCell, toneOf, unitLabel } from '../../ui/format.ts';

/** The columns of the archive as the table draws them. */
export function tableColumns(facts: readonly ColumnFacts[]): TableColumn[] {
  return facts.map(tableColumn);
}

function tableColumn(facts: ColumnFacts): TableColumn {
  const isNumber = isNumeric(facts);
  return {
    id: facts.key,
    label: facts.label,
    unit: unitOfHead(facts),
    meaning: facts.meaning,
    align: isNumber && facts.unit !== 'flag' ? 'end' : 'start',
    width: widthOf(facts),
    isDescendingFirst: isNumber || facts.kind === 'time',
    format: (value) => formatCell(facts, value),
    tone: (value) => toneOf(facts, value),
    explain: (value) => explain(facts, value),
  };
}

export function isNumeric({ kind }: Pick<ColumnFacts, 'kind'>): boolean {
  return kind === 'real' || kind === 'integer';
}

/** Cells say % and days themselves. */
function unitOfHead(facts: ColumnFacts): string | null {
  return facts.unit === 'currency' || facts.unit === 'rate' || facts.kind === 'time'
    ? unitLabel(facts)
    : null;
}

/** What a cell without a number means: why it is empty, or what is infinite. */
function explain(facts: ColumnFacts, value: CellValue): string | null {
  if (value === null) return `No value: ${facts.nullRule}. Sorted last, in both directions.`;
  if (facts.unit === 'flag') return value === 1 ? 'You starred it' : null;
  if (!isNumeric(facts)) return null;
  if (value === 'inf') return 'Infinite';
  if (value === '-inf') return 'Minus infinity';
  return null;
}

/** Characters of the longest usual value. */
const usualLength: Readonly<Partial<Record<ColumnFacts['unit'], number>>> = {
  fraction: 11,
  percent: 11,
  currency: 14,
  ratio: 8,
  score: 8,
  count: 7,
  rate: 8,
  days: 8,
  hours: 9,
  bytes: 10,
  flag: 2,
};

const CHARACTER = 7;
const PADDING = 20;
/** For the arrow and the number of a sort key. */
const SORT_MARK = 22;
const WIDEST_LABEL = 24;

function widthOf(facts: ColumnFacts): number {
  const value = valueLength(facts) * CHARACTER;
  const unit = unitOfHead(facts)?.length ?? 0;
  const label = Math.min(facts.label.length + unit, WIDEST_LABEL) * CHARACTER + SORT_MARK;
  return Math.max(value, label) + PADDING;
}

function valueLength({ kind, unit, key, group }: ColumnFacts): number {
  if (kind === 'time') return 21;
  if (kind !== 'text') return group === 'parameters' ? 8 : (usualLength[unit] ?? 9);
  if (key === 'algorithm_id' || key === 'handle') return 26;
  return group === 'parameters' ? 10 : 18;
}
