/** Tables of a run that datasets hold; the others lie only in the document. */
export type DatasetTable = 'trades' | 'orders' | 'signals' | 'snapshots';

/**
 * `WITH …`: the rows of a table of the page for these runs, with its columns by its names and `no`, which is the
 * order of the bundle. `runs`: a SQL list of run ids. The same as `store/run-rows/run-cells.ts` makes of the records.
 */
export function runTableSource(table: DatasetTable, runs: string): string {
  const needed = table === 'trades' ? (['orders', 'reasons', 'trades'] as const) : [table];
  return `WITH ${needed.map((name) => `${names[name]} AS (\n${bodies[name](runs)}\n)`).join(', ')}`;
}

const names = {
  orders: 'orders_of_runs',
  reasons: 'exit_reasons',
  trades: 'trades_of_runs',
  signals: 'signals_of_runs',
  snapshots: 'snapshots_of_runs',
} as const;

const bodies: Readonly<Record<keyof typeof names, (runs: string) => string>> = {
  trades: (runs) =>
    `  SELECT run_id, trade_no AS no, trade_no + 1 AS trade_no, ${pair} AS symbol, ${texts('side', 'status')},
    opened_at, closed_at, (epoch_ms(closed_at) - epoch_ms(opened_at)) / 3600000.0 AS duration,
    ${numbers('amount', 'open_price', 'close_price', 'cost', 'net_gain')},
    CASE WHEN closed_at IS NOT NULL AND cost > 0 THEN nullif(net_gain / cost, 'nan'::DOUBLE) END AS trade_return,
    CASE WHEN closed_at IS NOT NULL THEN reason END AS exit_reason,
    ${numbers('total_fees', 'last_reported_price')}, ${texts('strategy_id', 'trade_id')}
  FROM trades LEFT JOIN exit_reasons USING (run_id, trade_no) WHERE run_id IN (${runs})`,

  // The order in which the datasets have them is that of the bundle.
  orders: (runs) =>
    `  SELECT run_id, no, row_number() OVER (PARTITION BY run_id ORDER BY no) AS order_no,
    trade_no + 1 AS trade_no, ${pair} AS symbol, ${texts('side', 'order_type', 'status')}, created_at, triggered_at,
    ${numbers('price', 'amount', 'filled', 'cost', 'order_fee', 'slippage', 'stop_price')},
    nullif(json_extract_string(try_cast(metadata AS JSON), '$.order_reason'), '') AS reason, ${texts('order_id')}
  FROM (SELECT *, row_number() OVER () AS no FROM orders WHERE run_id IN (${runs}))`,

  reasons: () =>
    `  SELECT run_id, trade_no - 1 AS trade_no, last(reason ORDER BY created_at NULLS FIRST, no) AS reason
  FROM orders_of_runs WHERE reason IS NOT NULL AND trade_no IS NOT NULL GROUP BY ALL`,

  signals: (runs) =>
    `  SELECT run_id, row_number() OVER () AS no, ${texts('symbol', 'signal')}, ts AS "time"
  FROM signals WHERE run_id IN (${runs})`,

  snapshots: (runs) =>
    `  SELECT run_id, row_number() OVER () AS no, ts AS "time",
    ${numbers('total_value', 'unallocated', 'total_net_gain', 'pending_value', 'cash_flow')}
  FROM portfolio_snapshots WHERE run_id IN (${runs})`,
};

/** "BTC/EUR"; older orders have the pair in `symbol`. */
const pair = `CASE WHEN contains(symbol, '/') OR nullif(trading_symbol, '') IS NULL THEN nullif(symbol, '') ELSE symbol || '/' || trading_symbol END`;

/** An empty text is none. */
function texts(...columns: string[]): string {
  return columns.map((column) => `nullif(${column}, '') AS ${column}`).join(', ');
}

/** Not a number is none. */
function numbers(...columns: string[]): string {
  return columns.map((column) => `nullif(${column}, 'nan'::DOUBLE) AS ${column}`).join(', ');
}
