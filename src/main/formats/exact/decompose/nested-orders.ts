import type { Cursor } from '../../messagepack/cursor.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import type { ByteSource } from '../bytes/byte-source.ts';
import { type Output, putArrayHead } from '../bytes/output.ts';
import type { CellSpans } from '../cells/cell-spans.ts';
import { emptyNumbers, isNull, type NumberCells } from '../cells/column-cells.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { itemSpans } from './field-spans.ts';

/**
 * A trade repeats the run's orders that belong to it, byte for byte: it only needs their rows. Empty for a
 * trade with an order of its own, which stays as it is.
 */
export type OrdersOfTrades = readonly (readonly number[])[];

export function findOrdersOfTrades(
  payload: Cursor,
  orders: CellSpans,
  ordersOfTrades: CellSpans | undefined,
): OrdersOfTrades {
  const { bytes } = payload;
  const rowOf = new Map<string, number>();
  for (let row = orders.starts.length - 1; row >= 0; row--) {
    rowOf.set(bytes.toString('latin1', orders.starts[row]!, orders.ends[row]!), row);
  }
  return Array.from(ordersOfTrades?.starts ?? [], (at) => {
    const nested = at < 0 ? null : itemSpans(payload, at);
    const rows = nested?.map(({ start, end }) => rowOf.get(bytes.toString('latin1', start, end)));
    return rows?.every((row) => row !== undefined) ? rows : [];
  });
}

/** The trade of every order: the first that lists it, null for an order of none. */
export function ownersOf(ordersOfTrades: OrdersOfTrades, orders: number): NumberCells {
  const owners = emptyNumbers('integer', orders);
  for (const [trade, rows] of ordersOfTrades.entries()) {
    for (const row of rows) {
      if (owners.nulls![row] === 0) continue;
      owners.values[row] = trade;
      owners.nulls![row] = 0;
    }
  }
  return owners;
}

/** The orders of every trade in the order in which the run lists them. */
function byOwner(owners: NumberCells | undefined, trades: number): number[][] {
  const rowsOf: number[][] = Array.from({ length: trades }, () => []);
  for (let row = 0; row < (owners?.values.length ?? 0); row++) {
    if (!isNull(owners, row)) rowsOf[owners!.values[row]!]?.push(row);
  }
  return rowsOf;
}

/** Writes the lists where they are not what the owners say. */
export function writeOrdersOfTrades(
  sink: ByteSink,
  ordersOfTrades: OrdersOfTrades,
  owners: NumberCells | undefined,
): void {
  const usual = byOwner(owners, ordersOfTrades.length);
  const isUsual = ordersOfTrades.every((rows, trade) => `${rows}` === `${usual[trade]}`);
  sink.byte(isUsual ? 0 : 1);
  if (isUsual) return;
  for (const rows of ordersOfTrades) {
    sink.varint(rows.length);
    for (const row of rows) sink.varint(row);
  }
}

export function readOrdersOfTrades(
  source: ByteSource,
  trades: number,
  orders: number,
  owners: NumberCells | undefined,
): OrdersOfTrades {
  if (source.byte() === 0) return byOwner(owners, trades);
  return Array.from({ length: trades }, () => {
    const rows: number[] = [];
    for (let left = source.count(MAX_ORDERS); left > 0; left--) rows.push(source.count(orders - 1));
    return rows;
  });
}

const MAX_ORDERS = 1_000_000;

/** Writes the list of the orders of a trade. */
export function putOrdersOfTrade(ordersOfTrades: OrdersOfTrades, putOrder: PutCell): PutCell {
  return (out: Output, trade: number) => {
    const rows = ordersOfTrades[trade]!;
    putArrayHead(out, rows.length);
    for (const row of rows) putOrder(out, row);
  };
}
