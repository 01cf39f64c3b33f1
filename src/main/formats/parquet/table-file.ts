import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { readingZstd } from '../zstd/zstd.ts';

/** `time` is epoch milliseconds UTC, written as a UTC-adjusted timestamp. */
export interface TableColumn {
  readonly name: string;
  readonly kind: 'text' | 'float64' | 'int64' | 'time';
}

/** The cells of one column in one row group; null is null, NaN stays NaN in a float64 column. */
export type TableCells = readonly (string | number | bigint | null)[];

/** Fast, and within a few percent of what the slow levels reach on tables of numbers. */
const LEVEL = 3;

/** A Parquet file being written, row group by row group: its writer may pause, or stop, between two. */
export interface TableFile {
  /** One `TableCells` a column, in the order of the columns, all of the same length. */
  add(rowGroup: readonly TableCells[]): void;
  finish(): { rows: number; bytes: number };
}

/**
 * Writes a table as Parquet (zstd), handing the file's bytes to `write` in order; memory holds one row
 * group. A cell that its column cannot hold throws a `TypeError`.
 */
export function openTable(
  columns: readonly TableColumn[],
  write: (bytes: Uint8Array) => void,
): TableFile {
  const bytes = new ByteWriter();
  const file = new ParquetWriter({
    writer: bytes,
    schema: [{ name: 'table', num_children: columns.length }, ...columns.map(schemaOf)],
    codec: 'ZSTD',
    compressors: { ZSTD: compressPage },
    createdBy: 'strata',
  });
  let rows = 0;

  function passOn() {
    write(bytes.getBytes().slice());
    bytes.index = 0;
  }

  return {
    add(rowGroup) {
      const size = rowGroup[0]?.length ?? 0;
      if (size === 0) return;
      const columnData = columns.map((column, index) => ({
        name: column.name,
        data: rowGroup[index]!.map((cell) => storedCell(column, cell)),
        // A dictionary would take -0 for 0.
        ...(column.kind === 'float64' ? { encoding: 'PLAIN' as const } : {}),
      }));
      file.write({ columnData, rowGroupSize: size });
      rows += size;
      passOn();
    },
    finish() {
      file.finish();
      passOn();
      return { rows, bytes: bytes.offset };
    },
  };
}

/** A whole table at once, one row group after the other. */
export function writeTable(
  columns: readonly TableColumn[],
  rowGroups: Iterable<readonly TableCells[]>,
  write: (bytes: Uint8Array) => void,
): { rows: number; bytes: number } {
  const table = openTable(columns, write);
  for (const rowGroup of rowGroups) table.add(rowGroup);
  return table.finish();
}

function compressPage(page: Uint8Array): Uint8Array {
  return readingZstd().compress(page, LEVEL);
}

function schemaOf({ name, kind }: TableColumn) {
  const column = { name, repetition_type: 'OPTIONAL' as const };
  switch (kind) {
    case 'text':
      return { ...column, type: 'BYTE_ARRAY' as const, converted_type: 'UTF8' as const };
    case 'float64':
      return { ...column, type: 'DOUBLE' as const };
    case 'int64':
      return { ...column, type: 'INT64' as const };
    case 'time':
      return {
        ...column,
        type: 'INT64' as const,
        converted_type: 'TIMESTAMP_MILLIS' as const,
        logical_type: {
          type: 'TIMESTAMP' as const,
          isAdjustedToUTC: true,
          unit: 'MILLIS' as const,
        },
      };
  }
}

function storedCell(
  { name, kind }: TableColumn,
  cell: string | number | bigint | null,
): string | number | bigint | null {
  if (cell === null) return null;
  if (kind === 'text' && typeof cell === 'string') return cell;
  if (kind === 'float64' && typeof cell !== 'string') return Number(cell);
  if ((kind === 'int64' || kind === 'time') && isWhole(cell)) return BigInt(cell);
  throw new TypeError(`the ${kind} column ${name} cannot hold ${JSON.stringify(String(cell))}`);
}

function isWhole(cell: string | number | bigint): cell is number | bigint {
  return typeof cell === 'bigint' || Number.isInteger(cell);
}
