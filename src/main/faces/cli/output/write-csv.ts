import type { Column } from '#contract/column.ts';
import { withoutFormula } from '../../../operations/formula-guard.ts';
import type { Terminal } from '../terminal.ts';
import type { ChosenColumn } from './chosen-column.ts';
import { jsonValue } from './json-value.ts';
import type { PrintedValue } from './printed-row.ts';

/** RFC 4180 but for the line ends. A missing value is an empty field, an empty text is "". */
export async function writeCsvRows(
  terminal: Terminal,
  chosen: readonly ChosenColumn[],
  rows: Iterable<readonly PrintedValue[]>,
): Promise<void> {
  await terminal.write(`${chosen.map((column) => field(column.key)).join(',')}\n`);
  for (const row of rows) {
    const fields = row.map((value, at) => fieldOf(value, chosen[at]?.column ?? null));
    await terminal.write(`${fields.join(',')}\n`);
  }
}

/** Infinities are texts too, in columns of numbers. */
function fieldOf(value: PrintedValue, column: Column | null): string {
  const isText = typeof value === 'string' && (column === null || column.kind === 'text');
  return field(isText ? withoutFormula(value) : jsonValue(value, column));
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
