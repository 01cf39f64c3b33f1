import type { RunTableName } from '#contract/run-tables.ts';

/** What names a row stays while its other columns scroll. */
export const pinned: Readonly<Partial<Record<RunTableName, readonly string[]>>> = {
  trades: ['trade_no', 'symbol'],
  orders: ['order_no', 'symbol'],
  exits: ['trade_no', 'symbol'],
};

/** What the field of the filter shows while it is empty. */
export const examples: Readonly<Record<RunTableName, string>> = {
  trades: "net_gain < 0 and symbol = 'BTC/EUR'",
  orders: "side = 'SELL' and price > 100",
  exits: "state = 'triggered'",
  signals: "signal = 'buy'",
  events: "executed = 'no'",
  positions: 'amount > 0',
  snapshots: 'total_value < 10000',
  recorded: "name = 'rsi'",
};

/** Why a table may have no rows. */
export const noneOf: Readonly<Record<RunTableName, string>> = {
  trades: 'The run opened none.',
  orders: 'The run placed none.',
  exits: 'The run set no stop loss and no take profit, or its release did not record them.',
  signals: 'The release that wrote the run did not record them, or there were none.',
  events: 'The release that wrote the run did not record them, or there were none.',
  positions: 'Vector runs record none.',
  snapshots: 'The run holds none.',
  recorded: 'The strategy recorded none.',
};
