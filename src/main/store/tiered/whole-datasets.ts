import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import {
  type OpenDataset,
  readDataset,
  rowsOf,
} from '../../formats/exact/datasets/read-dataset.ts';
import { noRows, type RunTable } from '../../formats/exact/datasets/run-table.ts';

/** Rows [from, to) of a dataset; of all columns, or of those named. */
export type ReadRows = (
  name: DatasetName,
  from: number,
  to: number,
  columns?: readonly string[],
) => Promise<RunTable>;

/** For reading all of a batch: every dataset is decoded once, its runs are cut out of it. */
export async function wholeDatasets(
  datasets: ReadonlyMap<DatasetName, OpenDataset>,
): Promise<ReadRows> {
  const tables = new Map<DatasetName, RunTable>();
  for (const [name, dataset] of datasets) {
    tables.set(name, await readDataset(dataset, 0, dataset.rows));
  }
  return async (name, from, to) => {
    const table = tables.get(name);
    return table === undefined ? noRows : rowsOf(table, from, to);
  };
}

/** For reading one run out of many: only the pages that hold it. */
export function runsOfDatasets(open: (name: DatasetName) => Promise<OpenDataset | null>): ReadRows {
  return async (name, from, to, columns) => {
    const dataset = await open(name);
    return dataset === null ? noRows : readDataset(dataset, from, to, columns);
  };
}
