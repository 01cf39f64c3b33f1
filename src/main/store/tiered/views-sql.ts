import { type DatasetName, datasetNames, layout } from './layout.ts';
import type { LiveBatch } from './live-set.ts';

/**
 * `views.sql`: DuckDB views over the datasets, one of the same name each, without what was deleted or
 * stored again, and `metric_series` with every series in long form, those that follow from the snapshots
 * too (formulas: lossless-lab.md §2; sums in SQL differ in the last digits, by less than 1e-12).
 * `folder` is put before every path; the file itself is written for the archive's own folder.
 */
export function viewsSql(batches: readonly LiveBatch[], folder: string): string {
  const datasets = datasetNames.map((name) => datasetView(name, batches, folder));
  return `${[header, ...datasets, ...derivedViews].join('\n\n')}\n`;
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
  if (whole.length > 0) parts.unshift(`SELECT * FROM read_parquet([${whole.join(', ')}])`);
  return `CREATE OR REPLACE VIEW ${view} AS\n${parts.join('\nUNION ALL ') || nothing(name)};`;
}

/** Run ids begin with the first 32 digits of the backtest's. */
function without(name: DatasetName, dead: readonly string[]): string {
  const ids = name === 'backtests' ? dead : dead.map((id) => id.slice(0, 32));
  const column = name === 'backtests' ? 'bundle_id' : 'left(run_id, 32)';
  return `${column} NOT IN (${ids.map(quoted).join(', ')})`;
}

/** A view of the right columns where no file has rows. */
function nothing(name: DatasetName): string {
  const columns: Record<DatasetName, string> = {
    backtests: `'' AS bundle_id`,
    runs: `'' AS run_id, '' AS bundle_id`,
    portfolio_snapshots: `'' AS run_id, TIMESTAMPTZ '1970-01-01' AS ts, 0.0::DOUBLE AS total_value, 0.0::DOUBLE AS cash_flow`,
    trades: `'' AS run_id`,
    orders: `'' AS run_id`,
    signals: `'' AS run_id`,
    metric_series: `'' AS run_id, '' AS metric_name, TIMESTAMPTZ '1970-01-01' AS ts, 0.0::DOUBLE AS value`,
  };
  return `SELECT ${columns[name]} WHERE false`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

const byRun = 'OVER (PARTITION BY run_id ORDER BY ts, step)';

/** Only the first of the snapshots that share an instant counts for days, months and years. */
const derivedViews: readonly string[] = [
  `CREATE OR REPLACE VIEW equity_steps AS
SELECT run_id, ts, step, total_value AS value,
  total_value - cash_flow AS net, lag(total_value) ${byRun} AS before,
  first_value(total_value) ${byRun} AS first, max(total_value) ${byRun} AS highest
FROM (SELECT run_id, ts, total_value, cash_flow, row_number() OVER () AS step FROM portfolio_snapshots);`,

  `CREATE OR REPLACE VIEW twr_steps AS
SELECT run_id, ts, step, level, max(level) ${byRun} AS highest
FROM (
  SELECT run_id, ts, step, product(CASE WHEN before > 0 THEN net / before ELSE 1.0 END) ${byRun} AS level
  FROM equity_steps
);`,

  `CREATE OR REPLACE VIEW single_steps AS
SELECT run_id, ts, total_value AS value, cash_flow
FROM portfolio_snapshots
QUALIFY row_number() OVER (PARTITION BY run_id, ts) = 1;`,

  periodView('monthly', `date_trunc('month', ts)`, `period + INTERVAL 1 MONTH - INTERVAL 1 DAY`),
  periodView('yearly', `date_trunc('year', ts)`, 'period'),

  `CREATE OR REPLACE VIEW daily_steps AS
WITH days AS (
  SELECT run_id, CAST(ts AT TIME ZONE 'UTC' AS DATE) AS day, arg_max(value, ts) AS value, sum(cash_flow) AS flow
  FROM single_steps GROUP BY ALL
), spans AS (
  SELECT run_id, unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day FROM days GROUP BY run_id
), filled AS (
  SELECT run_id, day, last_value(value IGNORE NULLS) OVER (PARTITION BY run_id ORDER BY day) AS value,
    coalesce(flow, 0.0) AS flow
  FROM spans LEFT JOIN days USING (run_id, day)
)
SELECT run_id, day, (value - flow) / nullif(lag(value) OVER (PARTITION BY run_id ORDER BY day), 0) - 1 AS daily_return
FROM filled;`,

  `CREATE OR REPLACE VIEW derived_metric_series AS
SELECT run_id, 'equity_curve' AS metric_name, ts, value FROM equity_steps
UNION ALL SELECT run_id, 'drawdown_series', ts, CASE WHEN value <= 0 THEN 0.0 ELSE (value - highest) / highest END FROM equity_steps
UNION ALL SELECT run_id, 'cumulative_return_series', ts, value / nullif(first, 0) - 1 FROM equity_steps
UNION ALL SELECT run_id, 'twr_equity_curve', ts, level FROM twr_steps
UNION ALL SELECT run_id, 'twr_drawdown_series', ts, CASE WHEN level <= 0 THEN 0.0 ELSE (level - highest) / highest END FROM twr_steps
UNION ALL SELECT run_id, 'monthly_returns', ts, value FROM monthly_steps WHERE value IS NOT NULL
UNION ALL SELECT run_id, 'yearly_returns', ts, value FROM yearly_steps WHERE value IS NOT NULL
UNION ALL SELECT run_id, 'rolling_sharpe_ratio', day::TIMESTAMP AT TIME ZONE 'UTC', ratio FROM (
  SELECT run_id, day, CASE WHEN count(daily_return) OVER days >= 30
    THEN sqrt(365) * avg(daily_return) OVER days / nullif(stddev_samp(daily_return) OVER days, 0) END AS ratio
  FROM daily_steps WHERE daily_return IS NOT NULL
  WINDOW days AS (PARTITION BY run_id ORDER BY day ROWS 364 PRECEDING)
) WHERE ratio IS NOT NULL;`,

  `CREATE OR REPLACE VIEW metric_series AS
SELECT run_id, metric_name, ts, value FROM stored_metric_series
UNION ALL SELECT run_id, metric_name, ts, value FROM derived_metric_series
WHERE (run_id, metric_name) NOT IN (SELECT DISTINCT run_id, metric_name FROM stored_metric_series);`,
];

function periodView(name: string, period: string, date: string): string {
  return `CREATE OR REPLACE VIEW ${name}_steps AS
SELECT run_id, (${date}) AT TIME ZONE 'UTC' AS ts, (last - flow) / nullif(lag(last) OVER (PARTITION BY run_id ORDER BY period), 0) - 1 AS value
FROM (
  SELECT run_id, ${period.replace('ts', "ts AT TIME ZONE 'UTC'")} AS period, arg_max(value, ts) AS last, sum(cash_flow) AS flow
  FROM single_steps GROUP BY ALL
);`;
}
