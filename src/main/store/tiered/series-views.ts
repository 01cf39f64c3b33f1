const byRun = 'OVER (PARTITION BY run_id ORDER BY ts, step)';

/**
 * `metric_series`: every series of a run in long form, those that lie in files and those that follow from
 * the snapshots (the formulas of formats/exact/series; sums in SQL differ in the last digits). Which ones
 * follow, `runs.derived_series` says: a series that the bundle does not have is not made up. Points without
 * a number, the first 29 days of a rolling ratio among them, are left out of what is computed.
 */
export const seriesViews: readonly string[] = [
  `CREATE OR REPLACE VIEW derived_series AS
SELECT run_id, unnest(string_split(derived_series, ' ')) AS series FROM runs WHERE derived_series IS NOT NULL;`,

  `CREATE OR REPLACE VIEW snapshot_steps AS
SELECT run_id, ts, row_number() OVER () AS step, total_value, cash_flow FROM portfolio_snapshots;`,

  `CREATE OR REPLACE VIEW equity_steps AS
SELECT run_id, ts, step, total_value AS value, total_value - cash_flow AS net,
  lag(total_value) ${byRun} AS before, first_value(total_value) ${byRun} AS first, max(total_value) ${byRun} AS highest
FROM snapshot_steps;`,

  `CREATE OR REPLACE VIEW twr_steps AS
SELECT run_id, ts, step, level, max(level) ${byRun} AS highest
FROM (
  SELECT run_id, ts, step, product(CASE WHEN before > 0 THEN net / before ELSE 1.0 END) ${byRun} AS level
  FROM equity_steps
);`,

  // Only the first of the snapshots that share an instant counts for days, months and years.
  `CREATE OR REPLACE VIEW single_steps AS
SELECT run_id, ts, ts AT TIME ZONE 'UTC' AS utc, total_value AS value, cash_flow
FROM snapshot_steps
QUALIFY row_number() OVER (PARTITION BY run_id, ts ORDER BY step) = 1;`,

  periodView('monthly', 'month', 'period + INTERVAL 1 MONTH - INTERVAL 1 DAY'),
  periodView('yearly', 'year', 'period'),

  `CREATE OR REPLACE VIEW daily_steps AS
WITH days AS (
  SELECT run_id, CAST(utc AS DATE) AS day, arg_max(value, ts) AS value, sum(cash_flow) AS flow,
    bool_or(utc = date_trunc('day', utc)) AS has_midnight
  FROM single_steps GROUP BY ALL
), spans AS (
  SELECT run_id, unnest(generate_series(min(day), max(day), INTERVAL 1 DAY))::DATE AS day FROM days GROUP BY run_id
), filled AS (
  SELECT run_id, day, last_value(value IGNORE NULLS) OVER (PARTITION BY run_id ORDER BY day) AS value,
    coalesce(flow, 0.0) AS flow, coalesce(has_midnight, false) AS has_midnight
  FROM spans LEFT JOIN days USING (run_id, day)
)
SELECT run_id, day, has_midnight,
  (value - flow) / nullif(lag(value) OVER (PARTITION BY run_id ORDER BY day), 0) - 1 AS daily_return
FROM filled;`,

  // As the framework has it: only days that have a snapshot at midnight.
  `CREATE OR REPLACE VIEW sharpe_steps AS
SELECT run_id, day::TIMESTAMP AT TIME ZONE 'UTC' AS ts, ratio
FROM (
  SELECT run_id, day, has_midnight, CASE WHEN count(daily_return) OVER days >= 30
    THEN sqrt(365) * avg(daily_return) OVER days / nullif(stddev_samp(daily_return) OVER days, 0) END AS ratio
  FROM daily_steps WHERE daily_return IS NOT NULL
  WINDOW days AS (PARTITION BY run_id ORDER BY day ROWS 364 PRECEDING)
)
WHERE has_midnight;`,

  `CREATE OR REPLACE VIEW computed_series AS
${series('equity_curve', 'value', 'equity_steps')}
UNION ALL ${series('drawdown_series', fall('value'), 'equity_steps')}
UNION ALL ${series('cumulative_return_series', 'value / nullif(first, 0) - 1', 'equity_steps')}
UNION ALL ${series('twr_equity_curve', 'level', 'twr_steps')}
UNION ALL ${series('twr_drawdown_series', fall('level'), 'twr_steps')}
UNION ALL ${series('monthly_returns', 'later', 'monthly_steps')}
UNION ALL ${series('yearly_returns', 'later', 'yearly_steps')}
UNION ALL ${series('yearly_returns', 'coalesce(later, first)', 'yearly_steps', 'yearly_returns:1')}
UNION ALL ${series('rolling_sharpe_ratio', 'ratio', 'sharpe_steps')}
UNION ALL ${series('rolling_sharpe_ratio', 'ratio', 'sharpe_steps', 'rolling_sharpe_ratio:1')};`,

  `CREATE OR REPLACE VIEW metric_series AS
SELECT run_id, metric_name, ts, value FROM stored_metric_series
UNION ALL SELECT run_id, metric_name, ts, value
FROM computed_series SEMI JOIN derived_series USING (run_id, series)
WHERE value IS NOT NULL;`,
];

/** Points of a series under its name; \`key\` is what \`derived_series\` calls it. */
function series(name: string, value: string, from: string, key = name): string {
  return `SELECT run_id, '${key}' AS series, '${name}' AS metric_name, ts, ${value} AS value FROM ${from}`;
}

/** Fall from the highest so far, 0 where nothing is left. */
function fall(value: string): string {
  return `CASE WHEN ${value} <= 0 THEN 0.0 ELSE (${value} - highest) / highest END`;
}

/** \`later\` is null in the first period of a run, \`first\` in all others. */
function periodView(name: string, unit: 'month' | 'year', date: string): string {
  // Not a named window: DuckDB takes its name for all statements of a script.
  const byPeriod = 'OVER (PARTITION BY run_id ORDER BY period)';
  return `CREATE OR REPLACE VIEW ${name}_steps AS
SELECT run_id, (${date}) AT TIME ZONE 'UTC' AS ts,
  (last - flow) / nullif(lag(last) ${byPeriod}, 0) - 1 AS later,
  CASE WHEN row_number() ${byPeriod} = 1 THEN (last - flow) / nullif(opening, 0) - 1 END AS first
FROM (
  SELECT run_id, date_trunc('${unit}', utc) AS period,
    arg_max(value, ts) AS last, arg_min(value, ts) AS opening, sum(cash_flow) AS flow
  FROM single_steps GROUP BY ALL
);`;
}
