import type { RowsKind } from '#contract/row-columns.ts';
import type { CommandContext } from '../command-context.ts';
import { hasOption, splitList, textOption } from '../option-values.ts';
import { UsageError } from '../usage-error.ts';
import { allColumns, type ChosenColumn, chooseColumns } from './chosen-column.ts';
import type { PrintedValue } from './printed-row.ts';

export type OutputFormat = 'json' | 'csv' | 'text';

export function outputFormat({ given }: CommandContext): OutputFormat {
  if (hasOption(given, 'json') && hasOption(given, 'csv')) {
    throw new UsageError('--json and --csv exclude each other', given.command);
  }
  if (hasOption(given, 'json')) return 'json';
  return hasOption(given, 'csv') ? 'csv' : 'text';
}

/** `--columns`, else what the reference shows when called by its name, else what suits the format. */
export function chosenColumns(
  { given, isReference }: CommandContext,
  rows: RowsKind,
  usual: { reference: readonly string[]; text: readonly string[] },
): ChosenColumn[] {
  const asked = textOption(given, 'columns');
  if (asked !== null) {
    const names = splitList(asked);
    if (names.length === 0) throw new UsageError('--columns names no column', given.command);
    return chooseColumns(names, rows);
  }
  if (isReference && rows === 'backtests') return chooseColumns(usual.reference, rows);
  return outputFormat({ given } as CommandContext) === 'text'
    ? chooseColumns(usual.text, rows)
    : allColumns(rows);
}

export async function printRows(
  { terminal }: CommandContext,
  format: OutputFormat,
  chosen: readonly ChosenColumn[],
  rows: Iterable<readonly PrintedValue[]>,
): Promise<void> {
  if (format === 'json') {
    const { writeJsonRows } = await import('./write-json.ts');
    return writeJsonRows(terminal, chosen, rows);
  }
  if (format === 'csv') {
    const { writeCsvRows } = await import('./write-csv.ts');
    return writeCsvRows(terminal, chosen, rows);
  }
  const { writeTable } = await import('./write-table.ts');
  return writeTable(terminal, chosen, [...rows]);
}
