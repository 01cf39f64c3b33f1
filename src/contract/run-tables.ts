import type { Column, ColumnGroup, ColumnKind, Unit } from './column.ts';

/** The tables inside one run, and their columns. Prices and gains are in the account currency. */
export const runTableNames = [
  'trades',
  'orders',
  'exits',
  'signals',
  'events',
  'positions',
  'snapshots',
  'recorded',
] as const;
export type RunTableName = (typeof runTableNames)[number];

const ofDocument = 'nil in the document';

export const runTables: Readonly<Record<RunTableName, readonly Column[]>> = {
  trades: [
    column('trade_no', 'integer', 'none', 'Trade', 'Position of the trade in its run, from 1'),
    column('symbol', 'text', 'none', 'Symbol', 'What was traded, in which currency'),
    column('side', 'text', 'none', 'Side', 'long or short'),
    column('status', 'text', 'none', 'Status', 'OPEN, CLOSED or CREATED'),
    column('opened_at', 'time', 'none', 'Opened', 'When the trade was opened'),
    column('closed_at', 'time', 'none', 'Closed', 'When it was closed', 'still open'),
    column('duration', 'real', 'hours', 'Held', 'From opening to closing', 'still open'),
    column('amount', 'real', 'none', 'Amount', 'Of the asset, at opening'),
    column('open_price', 'real', 'none', 'Open price', 'Price at which it was opened'),
    column(
      'close_price',
      'real',
      'none',
      'Close price',
      'Price of the orders that closed it, weighted by their amounts',
      'still open',
    ),
    column('cost', 'real', 'currency', 'Cost', 'What was paid at opening'),
    column('net_gain', 'real', 'currency', 'Net gain', 'Gain or loss after fees'),
    column(
      'trade_return',
      'real',
      'fraction',
      'Return',
      'Net gain over cost',
      'still open, or without a cost',
    ),
    column('exit_reason', 'text', 'none', 'Exit', 'Why the last order closed it', 'not recorded'),
    column('total_fees', 'real', 'currency', 'Fees', 'All fees of the trade', 'formats before v5'),
    column('last_reported_price', 'real', 'none', 'Last price', 'Last price the run saw'),
    column('strategy_id', 'text', 'none', 'Strategy', 'Who traded', 'formats before v5'),
    column('trade_id', 'text', 'none', 'Id', 'As the framework named it'),
  ],
  orders: [
    column('order_no', 'integer', 'none', 'Order', 'Position of the order in its run, from 1'),
    column('trade_no', 'integer', 'none', 'Trade', 'The trade it belongs to', 'of no trade'),
    column('symbol', 'text', 'none', 'Symbol', 'What was ordered, in which currency'),
    column('side', 'text', 'none', 'Side', 'BUY or SELL'),
    column('order_type', 'text', 'none', 'Type', 'LIMIT, MARKET, STOP or STOP_LIMIT'),
    column('status', 'text', 'none', 'Status', 'Where the order ended'),
    column('created_at', 'time', 'none', 'Created', 'When it was placed'),
    column('triggered_at', 'time', 'none', 'Triggered', 'When a stop order was triggered'),
    column('price', 'real', 'none', 'Price', 'Price of the order'),
    column('amount', 'real', 'none', 'Amount', 'Of the asset'),
    column('filled', 'real', 'none', 'Filled', 'Of the amount'),
    column('cost', 'real', 'currency', 'Cost', 'What it cost'),
    column('order_fee', 'real', 'currency', 'Fee', 'Fee of the order'),
    column('slippage', 'real', 'none', 'Slippage', 'As the framework wrote it'),
    column('stop_price', 'real', 'none', 'Stop price', 'Price that triggers it'),
    column('reason', 'text', 'none', 'Reason', 'What made the framework place it', 'not recorded'),
    column('order_id', 'text', 'none', 'Id', 'As the framework named it'),
  ],
  exits: [
    column('trade_no', 'integer', 'none', 'Trade', 'The trade it protects'),
    column('symbol', 'text', 'none', 'Symbol', 'What was traded, in which currency'),
    column('kind', 'text', 'none', 'Kind', 'stop loss or take profit'),
    column('trailing', 'text', 'none', 'Trailing', 'Whether it follows the price'),
    column('percentage', 'real', 'percent', 'Distance', 'From the price it starts at'),
    column('sell_percentage', 'real', 'percent', 'Sells', 'Share of the trade it closes'),
    column('price', 'real', 'none', 'Price', 'Price at which it acts'),
    column('high_water_mark', 'real', 'none', 'High mark', 'Highest price seen, when trailing'),
    column('state', 'text', 'none', 'State', 'triggered, active or off'),
    column('triggered_at', 'time', 'none', 'Triggered', 'When it acted', 'never triggered'),
    column('sold_amount', 'real', 'none', 'Sold', 'Amount it closed'),
    column('created_at', 'time', 'none', 'Created', 'When it was set'),
  ],
  signals: [
    column('symbol', 'text', 'none', 'Symbol', 'The asset'),
    column('signal', 'text', 'none', 'Signal', 'buy, sell, scale_in, scale_out'),
    column('time', 'time', 'none', 'Time', 'When the signal was given'),
  ],
  events: [
    column('time', 'time', 'none', 'Time', 'When the signal was given'),
    column('symbol', 'text', 'none', 'Symbol', 'The asset'),
    column('signal', 'text', 'none', 'Signal', 'buy, sell, scale_in, scale_out'),
    column('executed', 'text', 'none', 'Executed', 'yes or no'),
    column('reason', 'text', 'none', 'Reason', 'What became of it'),
  ],
  positions: [
    column('symbol', 'text', 'none', 'Symbol', 'What was held at the end'),
    column('amount', 'real', 'none', 'Amount', 'How much of it'),
    column('cost', 'real', 'currency', 'Cost', 'What it cost'),
    column('long_amount', 'real', 'none', 'Long', 'Of the amount', 'older releases'),
    column('short_amount', 'real', 'none', 'Short', 'Of the amount', 'older releases'),
  ],
  snapshots: [
    column('time', 'time', 'none', 'Time', 'When the portfolio looked like this'),
    column('total_value', 'real', 'currency', 'Value', 'Of the whole portfolio'),
    column('unallocated', 'real', 'currency', 'Unallocated', 'Not invested'),
    column('total_net_gain', 'real', 'currency', 'Net gain', 'So far'),
    column('pending_value', 'real', 'currency', 'Pending', 'In orders not filled yet'),
    column('cash_flow', 'real', 'currency', 'Cash flow', 'Paid in or out'),
  ],
  recorded: [
    column('name', 'text', 'none', 'Name', 'What the strategy recorded'),
    column('time', 'time', 'none', 'Time', 'When'),
    column('number', 'real', 'none', 'Number', 'The value', 'no number'),
    column('text', 'text', 'none', 'Text', 'The value', 'a number'),
  ],
};

function column(
  key: string,
  kind: ColumnKind,
  unit: Unit,
  label: string,
  meaning: string,
  nullRule = ofDocument,
): Column {
  const group: ColumnGroup = 'trades';
  return { key, kind, unit, group, label, meaning, nullRule, source: `run.${key}` };
}
