import type { Cursor } from '../../messagepack/cursor.ts';
import { type Output, putArrayHead } from '../bytes/output.ts';
import type { CellSpans } from '../cells/cell-spans.ts';
import { emptyNumbers, isNull, type NumberCells } from '../cells/column-cells.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { itemSpans } from './field-spans.ts';

/**
 * A trade repeats the run's orders that belong to it, byte for byte. So the orders only need to know their
 * trade: the number of the first trade (row in the run) that lists them, null for an order of none.
 */
export function ownersOf(
  payload: Cursor,
  orders: CellSpans,
  ordersOfTrades: CellSpans | undefined,
): NumberCells {
  const { bytes } = payload;
  const owners = emptyNumbers('integer', orders.starts.length);
  const rowOf = new Map<string, number>();
  for (let row = orders.starts.length - 1; row >= 0; row--) {
    rowOf.set(bytes.toString('latin1', orders.starts[row]!, orders.ends[row]!), row);
  }
  const starts = ordersOfTrades?.starts ?? new Int32Array(0);
  for (let trade = 0; trade < starts.length; trade++) {
    const at = starts[trade]!;
    const nested = at < 0 ? null : itemSpans(payload, at);
    for (const { start, end } of nested ?? []) {
      const row = rowOf.get(bytes.toString('latin1', start, end));
      if (row === undefined || owners.nulls![row] === 0) continue;
      owners.values[row] = trade;
      owners.nulls![row] = 0;
    }
  }
  return owners;
}

/** Writes the list of the orders of a trade. */
export function predictOrdersOfTrade(
  owners: NumberCells | undefined,
  trades: number,
  putOrder: PutCell,
): PutCell {
  const rowsOf: number[][] = Array.from({ length: trades }, () => []);
  for (let row = 0; row < (owners?.values.length ?? 0); row++) {
    if (isNull(owners, row)) continue;
    rowsOf[owners!.values[row]!]?.push(row);
  }
  return (out: Output, trade: number) => {
    const rows = rowsOf[trade]!;
    putArrayHead(out, rows.length);
    for (const row of rows) putOrder(out, row);
  };
}
