import { emptyRecord, type PlainRecord } from '../../run/plain-value.ts';
import { isNull } from '../cells/column-cells.ts';
import { type DatasetName, datasets } from './dataset-columns.ts';
import type { RunTable } from './run-table.ts';

/** The rows of a dataset as records with the document's own field names; computed columns have theirs. */
export function recordsOfTable(name: DatasetName, table: RunTable): PlainRecord[] {
  const columns = datasets[name].columns.flatMap(({ name: column, key }) => {
    const cells = table.columns[column];
    return cells === undefined ? [] : [{ field: key ?? column, cells }];
  });
  return Array.from({ length: table.rows }, (_, row) => {
    const record = emptyRecord();
    for (const { field, cells } of columns) {
      record[field] = isNull(cells, row) ? null : (cells.values[row] ?? null);
    }
    return record;
  });
}
