import type { CellKind } from '../../formats/exact/cells/column-cells.ts';
import { datasets, idColumn } from '../../formats/exact/datasets/dataset-columns.ts';
import { type DatasetName, datasetNames, layout } from './layout.ts';
import type { LiveBatch } from './live-set.ts';
import { seriesViews } from './series-views.ts';

/**
 * `views.sql`: DuckDB views over the datasets, one of the same name each, without what was deleted or
 * stored again, and those of `series-views.ts`.
 * `folder` is put before every path; the file itself is written for the archive's own folder.
 */
export function viewsSql(batches: readonly LiveBatch[], folder: string): string {
  const datasets = datasetNames.map((name) => datasetView(name, batches, folder));
  return `${[header, ...datasets, ...seriesViews].join('\n\n')}\n`;
}

const header = `-- Views over the datasets of this archive, for DuckDB: run it in the archive's folder.
-- Written by Strata, and again whenever the archive changes.`;

function datasetView(name: DatasetName, batches: readonly LiveBatch[], folder: string): string {
  const view = name === 'metric_series' ? 'stored_metric_series' : name;
  const whole: string[] = [];
  const parts: string[] = [];
  for (const { manifest, live } of batches) {
    const ref = manifest.datasets[name];
    if (ref === undefined || live.size === 0) continue;
    const file = quoted(`${folder}${layout.datasetFile(name, ref.sha256)}`);
    const dead = manifest.backtests.map(({ id }) => id).filter((id) => !live.has(id));
    if (dead.length === 0) whole.push(file);
    else parts.push(`SELECT * FROM read_parquet(${file}) WHERE ${without(name, dead)}`);
  }
  if (whole.length > 0) {
    parts.unshift(`SELECT * FROM read_parquet([${whole.join(', ')}], union_by_name = true)`);
  }
  return `CREATE OR REPLACE VIEW ${view} AS\n${[noRow(name), ...parts].join('\nUNION ALL BY NAME ')};`;
}

/** Run ids begin with the first 32 digits of the backtest's. */
function without(name: DatasetName, dead: readonly string[]): string {
  const ids = name === 'backtests' ? dead : dead.map((id) => id.slice(0, 32));
  const column = name === 'backtests' ? 'bundle_id' : 'left(run_id, 32)';
  return `${column} NOT IN (${ids.map(quoted).join(', ')})`;
}

/** No row, but every column: also where no file has rows, or only files older than a column. */
function noRow(name: DatasetName): string {
  const columns = [idColumn(name), ...datasets[name].columns];
  const cells = columns.map((column) => `NULL::${sqlTypes[column.kind]} AS "${column.name}"`);
  return `SELECT ${cells.join(', ')} WHERE false`;
}

const sqlTypes = {
  real: 'DOUBLE',
  integer: 'BIGINT',
  time: 'TIMESTAMPTZ',
  text: 'VARCHAR',
  json: 'VARCHAR',
} as const satisfies Record<CellKind, string>;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
