import { skeletonCorrupt } from '../bytes/byte-source.ts';
import {
  type Output,
  putBytes,
  putFloat,
  putInteger,
  putNil,
  putText,
  room,
} from '../bytes/output.ts';
import {
  type CellKind,
  type ColumnCells,
  cellTags,
  type NumberCells,
  type TextCells,
} from '../cells/column-cells.ts';
import { type IsoStyle, isoStyles, putIso } from '../cells/iso-time.ts';
import { messagePackOfJson } from '../cells/messagepack-of-json.ts';
import type { CellNotes } from './stored-column.ts';

/** Writes the cell of a row as it stood in the document. */
export type PutCell = (out: Output, row: number) => void;

/** Cells from a column of a dataset and the skeleton's notes on it; `cells` is undefined when all are null. */
export function putStored(
  kind: CellKind,
  cells: ColumnCells | undefined,
  notes: CellNotes,
  name: string,
): PutCell {
  const putNatural = naturalCell(kind, cells, name);
  const { tags, literals, micros } = notes;
  if (tags === null) return putNatural;

  return (out, row) => {
    const tag = tags[row]!;
    if (tag === cellTags.natural) putNatural(out, row);
    else if (tag === cellTags.nil) putNil(out);
    else if (tag === cellTags.literal) {
      const literal = literals.get(row)!;
      putBytes(out, literal, 0, literal.length);
    } else if (kind === 'time') {
      const style = (tag - 4) as IsoStyle;
      if (isoStyles[style] === undefined || style === 0) throw badTag(name, tag);
      putTime(out, numberAt(cells, row, name), micros.get(row) ?? 0, style);
    } else if (tag === cellTags.integer && kind === 'real') {
      putInteger(out, safeInteger(numberAt(cells, row, name), name));
    } else if (tag === cellTags.integer && kind === 'text') {
      putInteger(out, safeInteger(Number(textAt(cells, row, name)), name));
    } else if (tag === cellTags.float && kind === 'integer') {
      putFloat(out, numberAt(cells, row, name));
    } else throw badTag(name, tag);
  };
}

function naturalCell(kind: CellKind, cells: ColumnCells | undefined, name: string): PutCell {
  switch (kind) {
    case 'real':
      return (out, row) => putFloat(out, numberAt(cells, row, name));
    case 'integer':
      return (out, row) => putInteger(out, safeInteger(numberAt(cells, row, name), name));
    case 'time':
      return (out, row) => putTime(out, numberAt(cells, row, name), 0, 0);
    case 'text':
      return (out, row) => putText(out, textAt(cells, row, name));
    case 'json':
      return putJsonCells(cells, name);
  }
}

function putTime(out: Output, ms: number, micros: number, style: IsoStyle): void {
  const { length } = isoStyles[style];
  room(out, 2);
  if (length < 32) out.bytes[out.at++] = 0xa0 | length;
  else {
    out.bytes[out.at++] = 0xd9;
    out.bytes[out.at++] = length;
  }
  putIso(out, ms, micros, style);
}

function putJsonCells(cells: ColumnCells | undefined, name: string): PutCell {
  const known = new Map<string, Buffer>();
  return (out, row) => {
    const text = textAt(cells, row, name);
    let bytes = known.get(text);
    if (bytes === undefined) {
      const encoded = messagePackOfJson(text);
      if (encoded === null) throw missing(name, row);
      bytes = encoded;
      known.set(text, bytes);
    }
    putBytes(out, bytes, 0, bytes.length);
  };
}

function numberAt(cells: ColumnCells | undefined, row: number, name: string): number {
  const numbers = cells as NumberCells | undefined;
  if (numbers === undefined || numbers.nulls?.[row] === 1 || row >= numbers.values.length) {
    throw missing(name, row);
  }
  return numbers.values[row]!;
}

function textAt(cells: ColumnCells | undefined, row: number, name: string): string {
  const text = (cells as TextCells | undefined)?.values[row];
  if (typeof text !== 'string') throw missing(name, row);
  return text;
}

function safeInteger(value: number, name: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw skeletonCorrupt(0, `expects integers in the column ${name}`);
}

function missing(name: string, row: number) {
  return skeletonCorrupt(0, `finds no value in row ${row} of the column ${name}`);
}

function badTag(name: string, tag: number) {
  return skeletonCorrupt(0, `has an unknown tag ${tag} in the column ${name}`);
}
