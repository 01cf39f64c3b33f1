import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DatasetName,
  datasets,
  idColumn,
} from '../src/main/formats/exact/datasets/dataset-columns.ts';
import {
  fileOfBytes,
  openDataset,
  readDataset,
  readRanges,
} from '../src/main/formats/exact/datasets/read-dataset.ts';

/** How many cells of a column have a value, and their total: see `dataset-totals.py`. */
export type ColumnTotal = [count: number, total: number | string | null];

export interface DatasetTotals {
  rows: number;
  columns: Record<string, ColumnTotal>;
}

/** Totals of a dataset as our own reader, the one that proofs go through, sees its files. */
export async function ownTotals(parquet: string, name: DatasetName): Promise<DatasetTotals> {
  const id = idColumn(name).name;
  const columns: Record<string, ColumnTotal> = { [id]: [0, 0] };
  for (const column of datasets[name].columns) columns[column.name] = [0, null];
  let rows = 0;
  for (const file of readdirSync(join(parquet, name))) {
    const dataset = await openDataset(name, fileOfBytes(readFileSync(join(parquet, name, file))));
    const table = await readDataset(dataset, 0, dataset.rows);
    rows += table.rows;
    for (const range of await readRanges(dataset)) {
      add(columns[id]!, range.to - range.from, (range.to - range.from) * range.id.length);
    }
    for (const { name: column } of datasets[name].columns) {
      const cells = table.columns[column];
      if (cells === undefined) continue;
      if (cells.kind === 'text') addTexts(columns[column]!, cells.values);
      else if (cells.kind === 'time') addTimes(columns[column]!, cells.values, cells.nulls);
      else addNumbers(columns[column]!, cells.values, cells.nulls);
    }
  }
  return { rows, columns };
}

function add(into: ColumnTotal, count: number, total: number): void {
  into[0] += count;
  into[1] = Number(into[1] ?? 0) + total;
}

function addTexts(into: ColumnTotal, values: readonly (string | null)[]): void {
  for (const value of values) if (value !== null) add(into, 1, Buffer.byteLength(value));
}

type Mask = Uint8Array | null;

function addNumbers(into: ColumnTotal, values: Float64Array, nulls: Mask): void {
  values.forEach((value, row) => {
    if (nulls?.[row] !== 1) add(into, 1, Number.isFinite(value) ? value : 0);
  });
}

function addTimes(into: ColumnTotal, values: Float64Array, nulls: Mask): void {
  const there = values.filter((_, row) => nulls?.[row] !== 1);
  if (there.length === 0) return;
  const [from, to] = into[1] === null ? ['9', ''] : String(into[1]).split(/ (?=\d{4}-)/);
  const first = shown(there.reduce((a, b) => Math.min(a, b)));
  const last = shown(there.reduce((a, b) => Math.max(a, b)));
  into[0] += there.length;
  into[1] = `${first < from! ? first : from} ${last > to! ? last : to}`;
}

function shown(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
