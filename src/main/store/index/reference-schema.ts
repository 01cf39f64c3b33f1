import { summaryColumns } from '#contract/backtest-summary.ts';

/**
 * The reference's table, column for column and in its spelling (FORMATS.md §10, release 8.10), so that its own
 * command line and the scripts of its users work on our index. Strata writes it and reads from its own tables.
 */
export const referenceUserVersion = 2;

const identity = [
  ['bundle_path', 'TEXT PRIMARY KEY'],
  ['algorithm_id', 'TEXT'],
  ['tag', 'TEXT'],
  ['framework_version', 'TEXT'],
  ['engine_type', 'TEXT'],
  ['risk_free_rate', 'REAL'],
  ['number_of_runs', 'INTEGER'],
  ['parameters_json', 'TEXT'],
  ['strategy_ids_json', 'TEXT'],
  ['extras_json', 'TEXT'],
  ['summary_extras_json', 'TEXT'],
  ['bundle_mtime_ns', 'INTEGER'],
  ['bundle_size', 'INTEGER'],
] as const;

const metrics = summaryColumns.map((column) => {
  return [`summary_${column.key}`, column.kind === 'real' ? 'REAL' : 'INTEGER'] as const;
});

/** Names of its 68 columns, in order. */
export const referenceTableColumns: readonly string[] = [...identity, ...metrics].map(
  ([name]) => name,
);

const declarations = [...identity, ...metrics]
  .map(([name, type]) => `"${name}" ${type}`)
  .join(', ');

export const referenceSchema: readonly string[] = [
  `CREATE TABLE "backtest_index" (${declarations})`,
  'CREATE INDEX idx_backtest_index_algorithm_id ON "backtest_index"(algorithm_id)',
  'CREATE INDEX idx_backtest_index_tag ON "backtest_index"(tag)',
];
