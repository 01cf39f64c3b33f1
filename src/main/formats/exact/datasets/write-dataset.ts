import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writingZstd, type Zstd } from '../../zstd/zstd.ts';
import { isNull, type NumberCells, type TextCells } from '../cells/column-cells.ts';
import {
  type DatasetColumn,
  type DatasetName,
  datasets,
  idColumn,
  isId,
} from './dataset-columns.ts';
import { isText, schemaOf } from './dataset-schema.ts';
import type { RowRange, RunTable } from './run-table.ts';

/** The rows of one run (or, in `backtests`, of one bundle), and the id that stands in all of them. */
export interface DatasetPart {
  id: string;
  table: RunTable;
}

export interface WrittenDataset {
  bytes: Uint8Array;
  rows: number;
  /** Where the rows of each part are, in the order of the parts. */
  ranges: RowRange[];
}

/** Above 9 zstd gains 1 % for 25 times the time (lossless-lab.md §4). */
const LEVEL = 9;
/** Groups are cut between runs, at the first cut beyond so many rows. */
const GROUP_ROWS = 100_000;
/** 32,768 numbers: one run is in one or two pages of a column, and smaller ones compress 3 % worse. */
const PAGE_BYTES = 262_144;

/**
 * Writes a dataset as one Parquet file: the parts one after the other (sort them by id), every column of the
 * dataset present, nulls where a part lacks it.
 */
export function writeDataset(
  name: DatasetName,
  parts: readonly DatasetPart[],
  zstd: Zstd = writingZstd(),
): WrittenDataset {
  const dataset = datasets[name];
  const compressPage = (page: Uint8Array) => zstd.compress(page, LEVEL);
  const columns = [idColumn(name), ...dataset.columns];
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'strata', num_children: columns.length }, ...columns.map(schemaOf)],
    codec: 'ZSTD',
    compressors: { ZSTD: compressPage },
    createdBy: 'strata',
    kvMetadata: [{ key: 'strata.dataset', value: name }],
  });
  const hasBounds = name !== 'backtests' && name !== 'runs';
  for (const group of groupParts(parts)) {
    const rows = group.reduce((sum, { table }) => sum + table.rows, 0);
    const columnData = columns.map((column) => ({
      name: column.name,
      data: isId(column) ? idsOf(group) : valuesOf(column, group, rows),
      statistics: hasBounds || isId(column),
      ...encodingOf(column),
    }));
    file.write({ columnData, rowGroupSize: rows, pageSize: PAGE_BYTES });
  }
  file.finish();

  let at = 0;
  const ranges = parts.map(({ id, table }) => {
    const from = at;
    at += table.rows;
    return { id, from, to: at };
  });
  return { bytes: bytes.getBytes(), rows: at, ranges };
}

function groupParts(parts: readonly DatasetPart[]): DatasetPart[][] {
  const groups: DatasetPart[][] = [];
  let rows = GROUP_ROWS;
  for (const part of parts) {
    if (part.table.rows === 0) continue;
    if (rows >= GROUP_ROWS) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)!.push(part);
    rows += part.table.rows;
  }
  return groups;
}

function idsOf(parts: readonly DatasetPart[]): string[] {
  return parts.flatMap(({ id, table }) => new Array<string>(table.rows).fill(id));
}

type Values = Float64Array | (number | bigint | string | null)[];

function valuesOf(column: DatasetColumn, parts: readonly DatasetPart[], rows: number): Values {
  const reals = column.kind === 'real' ? realsOf(column, parts, rows) : null;
  if (reals !== null) return reals;
  const values: (number | bigint | string | null)[] = [];
  for (const { table } of parts) {
    const cells = table.columns[column.name];
    for (let row = 0; row < table.rows; row++) {
      if (isNull(cells, row)) values.push(null);
      else if (cells!.kind === 'text') values.push((cells as TextCells).values[row]!);
      else if (column.kind === 'real') values.push((cells as NumberCells).values[row]!);
      else values.push(BigInt((cells as NumberCells).values[row]!));
    }
  }
  return values;
}

/** The values of a real column as they are, bits and all; null when there is a null among them. */
function realsOf(
  column: DatasetColumn,
  parts: readonly DatasetPart[],
  rows: number,
): Float64Array | null {
  const values = new Float64Array(rows);
  let at = 0;
  for (const { table } of parts) {
    const cells = table.columns[column.name] as NumberCells | undefined;
    if (cells === undefined || cells.nulls?.includes(1)) return null;
    values.set(cells.values, at);
    at += table.rows;
  }
  return values;
}

/** A dictionary is for text alone: one over numbers would take -0 for 0 and one NaN for another. */
function encodingOf(column: DatasetColumn) {
  switch (column.encoding) {
    case 'split':
      return { encoding: 'BYTE_STREAM_SPLIT' as const };
    case 'delta':
      return { encoding: 'DELTA_BINARY_PACKED' as const };
    case 'lengths':
      return { encoding: 'DELTA_LENGTH_BYTE_ARRAY' as const };
    case 'plain':
      return isText(column.kind) ? {} : { encoding: 'PLAIN' as const };
  }
}
