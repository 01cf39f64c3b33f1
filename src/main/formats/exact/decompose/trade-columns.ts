import {
  type ColumnCells,
  emptyNumbers,
  isNull,
  type NumberCells,
  type TextCells,
} from '../cells/column-cells.ts';
import type { RunTable } from '../datasets/run-table.ts';

/** The columns of trades that no field holds: computed for readers, not needed to put a document together. */
export function tradeColumns(
  trades: RunTable,
  orders: RunTable,
  isShort: (trade: number) => boolean,
): Record<string, ColumnCells> {
  const numbers = emptyNumbers('integer', trades.rows);
  const side: TextCells = { kind: 'text', values: [] };
  for (let trade = 0; trade < trades.rows; trade++) {
    numbers.values[trade] = trade;
    side.values.push(isShort(trade) ? 'short' : 'long');
  }
  numbers.nulls!.fill(0);
  return { trade_no: numbers, side, close_price: closePrices(trades, orders, isShort) };
}

/** Price of the order that closed a trade, weighted by amount where several did; null while it is open. */
function closePrices(
  trades: RunTable,
  orders: RunTable,
  isShort: (trade: number) => boolean,
): NumberCells {
  const prices = emptyNumbers('real', trades.rows);
  const amounts = new Float64Array(trades.rows);
  const owner = orders.columns.trade_no as NumberCells | undefined;
  const side = orders.columns.side as TextCells | undefined;
  const price = orders.columns.price as NumberCells | undefined;
  const amount = orders.columns.amount as NumberCells | undefined;
  const closedAt = trades.columns.closed_at as NumberCells | undefined;
  if (owner === undefined || side === undefined || price === undefined || amount === undefined) {
    return prices;
  }
  for (let row = 0; row < orders.rows; row++) {
    const trade = owner.values[row]!;
    if (isNull(owner, row) || isNull(price, row) || isNull(closedAt, trade)) continue;
    if (side.values[row] !== (isShort(trade) ? 'BUY' : 'SELL')) continue;
    const before = amounts[trade]!;
    const share = amount.values[row]!;
    amounts[trade] = before + share;
    prices.values[trade] =
      prices.nulls![trade] === 1
        ? price.values[row]!
        : (prices.values[trade]! * before + price.values[row]! * share) / (before + share);
    prices.nulls![trade] = 0;
  }
  return prices;
}
