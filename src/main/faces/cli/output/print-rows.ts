import type { RowsKind } from '#contract/row-columns.ts';
import type { Archive } from '../../../operations/archive.ts';
import type { CommandContext } from '../command-context.ts';
import { hasOption, splitList, textOption } from '../option-values.ts';
import { UsageError } from '../usage-error.ts';
import { allColumns, type ChosenColumn, chooseColumns } from './chosen-column.ts';
import type { PrintedValue } from './printed-row.ts';
import { writeCsvRows } from './write-csv.ts';
import { writeJsonRows } from './write-json.ts';
import { writeTable } from './write-table.ts';

export type OutputFormat = 'json' | 'csv' | 'text';

export function outputFormat({ given }: CommandContext): OutputFormat {
  if (hasOption(given, 'json') && hasOption(given, 'csv')) {
    throw new UsageError('--json and --csv exclude each other', given.command);
  }
  if (hasOption(given, 'json')) return 'json';
  return hasOption(given, 'csv') ? 'csv' : 'text';
}

/** `--columns`, else what the reference shows when called by its name, else what suits the format. */
export async function chosenColumns(
  context: CommandContext,
  archive: Archive,
  rows: RowsKind,
  usual: { reference: readonly string[]; text: readonly string[] },
): Promise<ChosenColumn[]> {
  const { given, isReference } = context;
  const asked = textOption(given, 'columns');
  if (asked !== null) {
    const names = splitList(asked);
    if (names.length === 0) throw new UsageError('--columns names no column', given.command);
    return chooseColumns(names, rows);
  }
  if (isReference && rows === 'backtests') return chooseColumns(usual.reference, rows);
  const format = outputFormat(context);
  if (format === 'text') return chooseColumns(usual.text, rows);
  return format === 'csv' ? withParameterColumns(archive, rows) : allColumns(rows);
}

/** A table has a column for each parameter, where JSON has one object. */
async function withParameterColumns(archive: Archive, rows: RowsKind): Promise<ChosenColumn[]> {
  const { listColumns } = await import('../../../operations/list-columns.ts');
  const names = listColumns(archive, rows)
    .filter((column) => column.group === 'parameters')
    .map((column) => column.key);
  const others = allColumns(rows).filter((column) => column.key !== 'parameters');
  return [...others, ...chooseColumns(names, rows)];
}

export function printRows(
  { terminal }: CommandContext,
  format: OutputFormat,
  chosen: readonly ChosenColumn[],
  rows: Iterable<readonly PrintedValue[]>,
): Promise<void> {
  if (format === 'json') return writeJsonRows(terminal, chosen, rows);
  if (format === 'csv') return writeCsvRows(terminal, chosen, rows);
  return writeTable(terminal, chosen, [...rows]);
}
