import { type RunTableName, runTables } from '#contract/run-tables.ts';
import { type PlainRecord, recordsIn } from '../../formats/run/plain-value.ts';
import type { RecordKind, RunRecords } from '../../formats/run/run-records.ts';
import { field, pair, real, structure, text, time } from './field-cells.ts';
import type { RowCell } from './row-table.ts';

/** Which records a table is made of. */
export const recordsFor: Readonly<Record<RunTableName, readonly RecordKind[]>> = {
  trades: ['trades', 'orders'],
  orders: ['orders'],
  exits: ['trades'],
  signals: ['signals'],
  events: ['events'],
  positions: ['positions'],
  snapshots: ['snapshots'],
  recorded: ['recorded'],
};

/** The rows of a table in the order of its columns. */
export function runCells(table: RunTableName, records: Partial<RunRecords>): RowCell[][] {
  const columns = runTables[table].map(({ key }) => key);
  return rowsOf[table](records).map((row) => columns.map((key) => row[key] ?? null));
}

type Cells = Record<string, RowCell>;

const rowsOf: Record<RunTableName, (records: Partial<RunRecords>) => Cells[]> = {
  trades: ({ trades = [], orders = [] }) => {
    const reasons = exitReasons(orders);
    return trades.map((trade, number) => tradeCells(trade, number, reasons.get(number) ?? null));
  },
  orders: ({ orders = [] }) => orders.map(orderCells),
  exits: ({ trades = [] }) => trades.flatMap(exitCells),
  signals: ({ signals = [] }) =>
    signals.map(({ symbol, signal, ts }) => ({
      symbol: text(symbol),
      signal: text(signal),
      time: time(ts),
    })),
  events: ({ events = [] }) =>
    events.map(({ date, symbol, signal, executed, reason }) => ({
      time: time(date),
      symbol: text(symbol),
      signal: text(signal),
      executed: yesNo(executed),
      reason: text(reason),
    })),
  positions: ({ positions = [] }) =>
    positions.map(({ symbol, amount, cost, long_amount, short_amount }) => ({
      symbol: text(symbol),
      amount: real(amount),
      cost: real(cost),
      long_amount: real(long_amount),
      short_amount: real(short_amount),
    })),
  snapshots: ({ snapshots = [] }) =>
    snapshots.map((snapshot) => ({
      time: time(snapshot.created_at),
      total_value: real(snapshot.total_value),
      unallocated: real(snapshot.unallocated),
      total_net_gain: real(snapshot.total_net_gain),
      pending_value: real(snapshot.pending_value),
      cash_flow: real(snapshot.cash_flow),
    })),
  recorded: ({ recorded = [] }) =>
    recorded.map(({ name, datetime, value }) => ({
      name: text(name),
      time: time(datetime),
      number: typeof value === 'string' ? null : real(value),
      text: typeof value === 'object' && value !== null ? JSON.stringify(value) : textOnly(value),
    })),
};

const HOUR = 3_600_000;

function tradeCells(trade: PlainRecord, number: number, reason: string | null): Cells {
  const opened = time(trade.opened_at);
  const closed = time(trade.closed_at);
  const cost = real(trade.cost);
  const gain = real(trade.net_gain);
  const isPriced = closed !== null && gain !== null && cost !== null && cost > 0;
  return {
    trade_no: number + 1,
    symbol: pair(trade),
    side: text(trade.side),
    status: text(trade.status),
    opened_at: opened,
    closed_at: closed,
    duration: opened === null || closed === null ? null : (closed - opened) / HOUR,
    amount: real(trade.amount),
    open_price: real(trade.open_price),
    close_price: real(trade.close_price),
    cost,
    net_gain: gain,
    trade_return: isPriced ? gain / cost : null,
    exit_reason: closed === null ? null : reason,
    total_fees: real(trade.total_fees),
    last_reported_price: real(trade.last_reported_price),
    strategy_id: text(trade.strategy_id),
    trade_id: text(trade.id),
  };
}

function orderCells(order: PlainRecord, number: number): Cells {
  const trade = real(order.trade_no);
  return {
    order_no: number + 1,
    trade_no: trade === null ? null : trade + 1,
    symbol: pair(order),
    side: text(order.order_side),
    order_type: text(order.order_type),
    status: text(order.status),
    created_at: time(order.created_at),
    triggered_at: time(order.triggered_at),
    price: real(order.price),
    amount: real(order.amount),
    filled: real(order.filled),
    cost: real(order.cost),
    order_fee: real(order.order_fee),
    slippage: real(order.slippage),
    stop_price: real(order.stop_price),
    reason: text(field(order.metadata, 'order_reason')),
    order_id: text(order.id),
  };
}

/** Stop losses, then take profits, of one trade (FORMATS §8.6, §8.7). */
function exitCells(trade: PlainRecord, number: number): Cells[] {
  const kinds = [
    ['stop loss', 'stop_losses', 'stop_loss_price'],
    ['take profit', 'take_profits', 'take_profit_price'],
  ] as const;
  return kinds.flatMap(([kind, list, price]) =>
    recordsIn(structure(trade[list])).map((exit) => ({
      trade_no: number + 1,
      symbol: pair(trade),
      kind,
      trailing: yesNo(exit.trailing),
      percentage: real(exit.percentage),
      sell_percentage: real(exit.sell_percentage),
      price: real(exit[price]),
      high_water_mark: real(exit.high_water_mark),
      state: exit.triggered === true ? 'triggered' : exit.active === true ? 'active' : 'off',
      triggered_at: time(exit.triggered_at),
      sold_amount: real(exit.sold_amount),
      created_at: time(exit.created_at),
    })),
  );
}

/** Of each trade, the reason of the last order that names one. */
function exitReasons(orders: readonly PlainRecord[]): Map<number, string> {
  const found = new Map<number, { at: number; reason: string }>();
  for (const order of orders) {
    const trade = real(order.trade_no);
    const reason = text(field(order.metadata, 'order_reason'));
    const at = time(order.created_at) ?? Number.NEGATIVE_INFINITY;
    if (trade === null || reason === null || at < (found.get(trade)?.at ?? at)) continue;
    found.set(trade, { at, reason });
  }
  return new Map([...found].map(([trade, { reason }]) => [trade, reason]));
}

function yesNo(value: PlainRecord[string] | undefined): string | null {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : null;
}

function textOnly(value: PlainRecord[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
