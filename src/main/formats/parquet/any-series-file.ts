import { createRequire } from 'node:module';
import { corrupt } from '../exact/pyarrow/thrift-reader.ts';
import { type ArrowColumn, readArrowColumns } from './arrow-memory.ts';
import { columnsOf, type SeriesColumns } from './series-columns.ts';

/**
 * Reads a series that pyarrow did not write: other encodings, codecs or number types, columns in another
 * order or among others. parquet-wasm does the work, and is only loaded when such a file turns up.
 */
export function readAnySeriesFile(file: Uint8Array, rows: number): SeriesColumns {
  const instants = new BigInt64Array(rows);
  const value = new Float64Array(rows);
  const isTimeNull = new Uint8Array(rows);
  const isValueNull = new Uint8Array(rows);
  let first = 0;
  forEachBatch(file, (columns) => {
    const time = columnNamed(columns, 'ts');
    const values = columnNamed(columns, 'value');
    const toMilliseconds = millisecondsPer(time.format);
    if (first + time.length > rows) throw corrupt(0, 'miscounts its rows');
    for (let index = 0; index < time.length; index++) {
      const row = first + index;
      if (time.isNull(index)) isTimeNull[row] = 1;
      else instants[row] = BigInt(Math.floor(time.numberAt(index) * toMilliseconds));
      if (values.isNull(index)) isValueNull[row] = 1;
      else value[row] = values.numberAt(index);
    }
    first += time.length;
  });
  if (first !== rows) throw corrupt(0, 'miscounts its rows');
  return columnsOf(instants, isTimeNull, value, isValueNull);
}

function columnNamed(columns: readonly ArrowColumn[], name: string): ArrowColumn {
  const column = columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw corrupt(0, `has no column ${name}`);
  return column;
}

/** Plain numbers are milliseconds already; timestamps say their unit. */
function millisecondsPer(format: string): number {
  const units: Record<string, number> = { s: 1000, m: 1, u: 1e-3, n: 1e-6 };
  return format.startsWith('ts') ? (units[format[2]!] ?? 1) : 1;
}

type ParquetWasm = typeof import('parquet-wasm');

/** Lets `read` see the columns of each batch of a file of any shape. */
export function forEachBatch(file: Uint8Array, read: (columns: ArrowColumn[]) => void): void {
  const parquet = createRequire(import.meta.url)('parquet-wasm') as ParquetWasm;
  const memory = parquet.wasmMemory() as unknown as { buffer: ArrayBuffer };
  const table = readTable(parquet, file);
  try {
    for (const batch of table.recordBatches()) {
      const ffi = batch.toFFI();
      try {
        read(readArrowColumns(memory.buffer, ffi.arrayAddr(), ffi.schemaAddr()));
      } finally {
        ffi.free();
        batch.free();
      }
    }
  } finally {
    table.free();
  }
}

function readTable(parquet: ParquetWasm, file: Uint8Array) {
  try {
    return parquet.readParquet(file);
  } catch (cause) {
    // The module throws texts and traps; a trap must not pass for a failure of ours.
    throw corrupt(0, `cannot be read: ${cause instanceof Error ? 'it is damaged' : String(cause)}`);
  }
}
