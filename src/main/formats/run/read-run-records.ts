import { ArchiveError } from '#contract/archive-error.ts';
import type { Container } from '../bundle/container.ts';
import { requireKind } from '../bundle/document-shape.ts';
import { walkDocument } from '../bundle/walk-document.ts';
import { openCursor } from '../messagepack/cursor.ts';
import { readExact } from '../messagepack/decode-exact.ts';
import { keyTable, readFields } from '../messagepack/key-table.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import {
  emptyRecord,
  isRecord,
  type Plain,
  type PlainRecord,
  plainOf,
  recordsIn,
} from './plain-value.ts';
import type { RunRecords } from './run-records.ts';

const runFields = keyTable([
  'portfolio_snapshots',
  'trades',
  'orders',
  'positions',
  'signals',
  'signal_events',
  'recorded_values',
]);

/** The lists of one run of a document; throws `not-found`, and whatever a broken document throws. */
export function readRunRecords({ formatVersion, payload }: Container, run: number): RunRecords {
  const cursor = openCursor(payload);
  const { slots } = walkDocument(cursor, formatVersion, () => skipValue(cursor));
  const runsAt = slots.flatMap((slot) => slot.runsAt);
  const runAt = runsAt[run];
  if (runAt === undefined) {
    throw new ArchiveError('not-found', `the bundle has ${runsAt.length} runs, and no run ${run}`);
  }
  cursor.position = runAt;
  requireKind(cursor, 'map', 'a run');
  const fields = emptyRecord();
  readFields(cursor, runFields, (key) => {
    fields[key] = plainOf(readExact(cursor));
  });
  const nested = recordsIn(fields.trades);
  const orders = ordersOf(recordsIn(fields.orders), nested);
  return {
    trades: nested.map((trade) => ({ ...trade, ...closing(trade) })),
    orders,
    signals: signalsOf(fields.signals),
    events: recordsIn(fields.signal_events),
    positions: recordsIn(fields.positions),
    snapshots: recordsIn(fields.portfolio_snapshots),
    recorded: recordedOf(fields.recorded_values),
  };
}

/** An order stands in its trade and, again, among those of the run: the id says which is which. */
function ordersOf(orders: PlainRecord[], trades: readonly PlainRecord[]): PlainRecord[] {
  const owners = new Map<Plain | undefined, number>();
  const nested = trades.flatMap((trade, number) =>
    recordsIn(trade.orders).map((order) => ({ ...order, trade_no: number })),
  );
  for (const { id, trade_no } of nested as PlainRecord[]) owners.set(id, Number(trade_no));
  if (orders.length === 0) return nested;
  return orders.map((order) => ({ ...order, trade_no: owners.get(order.id) ?? null }));
}

/** What no field of a trade says; the price worked out step by step as for the dataset, to the last bit. */
function closing(trade: PlainRecord): { side: string; close_price: number | null } {
  const isShort = trade.is_short === true;
  const isClosed = trade.closed_at !== null && trade.closed_at !== undefined;
  let amount = 0;
  let price: number | null = null;
  for (const order of recordsIn(trade.orders)) {
    if (!isClosed || order.order_side !== (isShort ? 'BUY' : 'SELL')) continue;
    if (typeof order.price !== 'number' || typeof order.amount !== 'number') continue;
    const before = amount;
    amount += order.amount;
    price = price === null ? order.price : (price * before + order.price * order.amount) / amount;
  }
  return { side: isShort ? 'short' : 'long', close_price: price };
}

/** `{ symbol: { kind: [time, …] } }` (FORMATS §8.10). */
function signalsOf(signals: Plain | undefined): PlainRecord[] {
  if (!isRecord(signals)) return [];
  return Object.entries(signals).flatMap(([symbol, kinds]) =>
    !isRecord(kinds)
      ? []
      : Object.entries(kinds).flatMap(([signal, times]) =>
          (Array.isArray(times) ? times : []).map((ts) => ({ symbol, signal, ts })),
        ),
  );
}

/** `{ name: [{ datetime, value }, …] }` (FORMATS §8.11). */
function recordedOf(values: Plain | undefined): PlainRecord[] {
  if (!isRecord(values)) return [];
  return Object.entries(values).flatMap(([name, points]) =>
    recordsIn(points).map((point) => ({ ...point, name })),
  );
}
