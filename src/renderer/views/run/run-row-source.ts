import type { CellValue, Column } from '#contract/column.ts';
import type { Engine } from '#contract/operations.ts';
import type { RunRowScope } from '#contract/run-page.ts';
import { type RunTableName, runTables } from '#contract/run-tables.ts';
import type { RowSource, TableRow } from '../../ui/data-table/row-source.ts';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { formatCell, NOTHING, toneOf, unitLabel } from '../../ui/format.ts';

/** The rows of a table of a run. `onAnswer` hears what failed, and null when it no longer does. */
export function runRowSource(
  engine: Engine,
  scope: RunRowScope,
  onAnswer: (failure: unknown) => void,
): RowSource<TableRow> {
  const columns = runTables[scope.table].map(({ key }) => key);
  const at = Object.fromEntries(columns.map((column, index) => [column, index]));
  const ask = async (offset: number, limit: number, asked: string[]) => {
    try {
      const page = await engine.queryRunRows({ ...scope, columns: asked, offset, limit });
      onAnswer(null);
      return page;
    } catch (error) {
      onAnswer(error);
      throw error;
    }
  };
  return {
    order: JSON.stringify(scope),
    async load(offset, limit) {
      const page = await ask(offset, limit, columns);
      return { version: 0, total: page.total, rows: page.rows.map((row) => ({ ...row, at })) };
    },
    async numbers(offset, limit) {
      return (await ask(offset, limit, [])).rows.map(({ no }) => no);
    },
    async locate(no) {
      return (await engine.locateRunRow({ ...scope, no })).index;
    },
  };
}

export function runTableColumns(table: RunTableName): TableColumn[] {
  return runTables[table].map((column) => {
    const isNumber = column.kind === 'real' || column.kind === 'integer';
    const hasUnit = column.unit === 'currency' || column.kind === 'time';
    return {
      id: column.key,
      label: column.label,
      unit: hasUnit ? unitLabel(column) : null,
      meaning: column.meaning,
      align: isNumber ? 'end' : 'start',
      width: widthOf(column),
      isDescendingFirst: isNumber || column.kind === 'time',
      format: (value) => formatRunCell(column, value),
      tone: (value) => toneOf(column, value),
      explain: (value) => (value === null ? `No value: ${column.nullRule}.` : null),
    };
  });
}

/** Prices and amounts are shown as they were: 0.00001234 stays so. */
export function formatRunCell(column: Column, value: CellValue): string {
  if (value === null) return NOTHING;
  if (column.kind !== 'real' || column.unit !== 'none' || typeof value !== 'number') {
    return column.kind === 'integer' ? String(value) : formatCell(column, value);
  }
  return value.toLocaleString('en-US', { maximumSignificantDigits: 9 }).replace('-', '\u2212');
}

function widthOf({ kind, unit, key, label }: Column): number {
  const head = label.length * 7 + (unit === 'currency' ? 130 : 46);
  const widths = { time: 160, integer: 64, real: 112, text: key.endsWith('_id') ? 260 : 104 };
  return Math.max(head, widths[kind]);
}
