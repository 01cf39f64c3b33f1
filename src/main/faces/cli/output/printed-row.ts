import type { CellValue } from '#contract/column.ts';
import type { Row } from '#contract/operations.ts';
import type { ChosenColumn } from './chosen-column.ts';
import { parsePythonJson } from './python-json.ts';

export type ScoredRow = Row & { score?: number | null };

/** A value of a row; `json` where the column holds an object or a list. */
export type PrintedValue = CellValue | { json: unknown };

/** The names to ask the engine for, each once. */
export function queryColumns(chosen: readonly ChosenColumn[]): string[] {
  return [...new Set(chosen.flatMap((column) => column.query ?? []))];
}

/** Reads the values of a row in the order of the chosen columns. `asked` is what the engine was asked for. */
export function rowReader(
  chosen: readonly ChosenColumn[],
  asked: readonly string[],
): (row: ScoredRow) => PrintedValue[] {
  const places = chosen.map((column) => asked.indexOf(column.query ?? ''));
  return (row) => chosen.map((column, at) => readValue(column, places[at] as number, row));
}

function readValue(column: ChosenColumn, place: number, row: ScoredRow): PrintedValue {
  if (column.from === 'id') return row.id;
  if (column.from === 'handle') return row.handle;
  if (column.from === 'run') return row.run;
  if (column.from === 'score') return row.score ?? null;
  const value = row.cells[place] ?? null;
  return column.from === 'json' ? { json: decode(column.key, value) } : value;
}

function decode(key: string, value: CellValue): unknown {
  if (typeof value === 'string') return parsePythonJson(value);
  return key === 'parameters' ? {} : [];
}
