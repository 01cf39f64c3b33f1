import type { CellValue } from '#contract/column.ts';
import { openTable, type TableCells, type TableColumn } from '../formats/parquet/table-file.ts';
import { withoutFormula } from './formula-guard.ts';
import { isoTime, numberOfTag, type TableHead, type TableRow } from './table-cells.ts';

/** Turns rows into the bytes of a file, part by part. */
export interface TableWriter {
  add(rows: readonly TableRow[]): void;
  finish(): void;
}

export type OpenTableWriter = (
  heads: readonly TableHead[],
  write: (bytes: Uint8Array) => void,
) => TableWriter;

export const tableWriters: Readonly<Record<'csv' | 'json' | 'parquet', OpenTableWriter>> = {
  csv: openCsv,
  json: openJson,
  parquet: openParquet,
};

const encoder = new TextEncoder();

/**
 * CSV by RFC 4180, UTF-8. A text that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP "CSV injection"); numbers are never touched. NULL is an empty field, times are ISO 8601 in UTC.
 */
function openCsv(heads: readonly TableHead[], write: (bytes: Uint8Array) => void): TableWriter {
  const writeLines = (rows: readonly (readonly string[])[]) =>
    write(encoder.encode(rows.map((fields) => `${fields.join(',')}\r\n`).join('')));
  writeLines([heads.map((head) => csvField(head.key))]);
  return {
    add: (rows) => writeLines(rows.map((row) => row.map((cell, at) => csvCell(cell, heads[at]!)))),
    finish() {},
  };
}

function csvCell(cell: CellValue, { kind }: TableHead): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return kind === 'time' ? (isoTime(cell) ?? '') : String(cell);
  if (kind !== 'text') return cell;
  return csvField(withoutFormula(cell));
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * An array with one row a line, shaped like `list --json`: parameters under `parameters`, times as ISO 8601
 * in UTC, infinities as "inf" and "-inf".
 */
function openJson(heads: readonly TableHead[], write: (bytes: Uint8Array) => void): TableWriter {
  let isFirst = true;
  return {
    add(rows) {
      const lines = rows.map((row) => {
        const line = `${isFirst ? '[\n' : ',\n'}${JSON.stringify(jsonRow(row, heads))}`;
        isFirst = false;
        return line;
      });
      write(encoder.encode(lines.join('')));
    },
    finish: () => write(encoder.encode(isFirst ? '[]\n' : '\n]\n')),
  };
}

const parameterPrefix = 'params.';

function jsonRow(row: TableRow, heads: readonly TableHead[]): Record<string, unknown> {
  const values: [string, unknown][] = [];
  const parameters: [string, unknown][] = [];
  for (const [at, { key, kind }] of heads.entries()) {
    const cell = row[at]!;
    const value = kind === 'time' && typeof cell === 'number' ? isoTime(cell) : cell;
    if (!key.startsWith(parameterPrefix)) values.push([key, value]);
    else if (value !== null) parameters.push([key.slice(parameterPrefix.length), value]);
  }
  const hasParameters = heads.some(({ key }) => key.startsWith(parameterPrefix));
  if (hasParameters) values.push(['parameters', Object.fromEntries(parameters)]);
  return Object.fromEntries(values);
}

/** Rows of a row group: a few MB of cells at the usual width. */
const ROWS_IN_GROUP = 20_000;

function openParquet(heads: readonly TableHead[], write: (bytes: Uint8Array) => void): TableWriter {
  const columns = heads.map(parquetColumn);
  const table = openTable(columns, write);
  let waiting: TableRow[] = [];

  function flush() {
    if (waiting.length === 0) return;
    table.add(
      columns.map((column, at): TableCells => {
        return waiting.map((row) => parquetCell(row[at]!, column));
      }),
    );
    waiting = [];
  }

  return {
    add(rows) {
      waiting.push(...rows);
      if (waiting.length >= ROWS_IN_GROUP) flush();
    },
    finish() {
      flush();
      table.finish();
    },
  };
}

const parquetKinds = { real: 'float64', integer: 'int64', text: 'text', time: 'time' } as const;

function parquetColumn({ key, kind }: TableHead): TableColumn {
  return { name: key, kind: parquetKinds[kind] };
}

function parquetCell(cell: CellValue, { kind }: TableColumn): CellValue {
  if (cell === null) return null;
  if (kind === 'text') return String(cell);
  const number = numberOfTag(cell);
  // A column of whole numbers holds nothing else; one infinite value is told as unknown rather than lost in a cast.
  return kind !== 'float64' && !Number.isSafeInteger(number) ? null : number;
}
