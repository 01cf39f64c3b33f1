import type { Column } from '../column.ts';

/**
 * Columns of the reference's `backtest_index` that are no column of a table of ours (FORMATS.md §10): not in
 * the column menu, but filters, sort keys and column lists of scripts may name them.
 */
export const referenceColumns: readonly Column[] = [
  referenceColumn('bundle_path', 'text', 'Path of the file relative to the archive'),
  referenceColumn('parameters_json', 'text', 'Parameters as Python writes JSON'),
  referenceColumn('strategy_ids_json', 'text', 'Ids of the strategies as Python writes JSON'),
  referenceColumn('bundle_mtime_ns', 'integer', 'Time of the file in nanoseconds since 1970'),
];

/** Other spellings of the reference for columns that are ours. */
export const referenceNames: Readonly<Record<string, string>> = {
  bundle_size: 'file_size',
};

function referenceColumn(key: string, kind: 'text' | 'integer', meaning: string): Column {
  return {
    key,
    kind,
    unit: 'none',
    group: 'provenance',
    label: key,
    meaning,
    nullRule: 'the reference leaves it NULL when empty',
    source: `backtest_index.${key}`,
  };
}
