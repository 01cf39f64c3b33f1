import type { Cursor } from '../../messagepack/cursor.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { putBytes } from '../bytes/output.ts';
import type { NumberCells } from '../cells/column-cells.ts';
import { readTimes } from '../cells/read-texts.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import { noRows, type RunTable, type RunTables } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { type Rows, readRows } from '../rows/read-rows.ts';
import type { ShapeList } from '../rows/shape-list.ts';
import { writeTable } from '../rows/write-table.ts';
import { arrayCount, arrayHeadLength, fieldSpans, type Span } from './field-spans.ts';
import { type Hole, holeCodes, type RowTable, rowTables } from './holes.ts';
import {
  findOrdersOfTrades,
  ownersOf,
  putOrdersOfTrade,
  writeOrdersOfTrades,
} from './nested-orders.ts';
import { findTemplate, predictSnapshots } from './predict-snapshots.ts';
import { createRunSeries, type RunSeries } from './run-series.ts';
import { createSeriesRows, type SeriesRows } from './series-rows.ts';
import { playSignals, predictEvents } from './signal-events.ts';
import { takeSignals } from './signals.ts';
import { tradeColumns } from './trade-columns.ts';
import { writeMetrics } from './write-metrics.ts';

/** A run taken apart. `tables` lacks `metric_series` until all its series have been looked at. */
export interface WrittenRun {
  tables: RunTables;
  holes: Hole[];
  series: RunSeries;
  seriesRows: SeriesRows;
  /** The fields of its metrics map. */
  metrics: ReadonlyMap<string, Span>;
}

/** Bits of the byte that says which tables a run has in the skeleton, in the order of `rowTables`. */
export const tableBit = (table: RowTable) => 1 << rowTables.indexOf(table);

/** Takes the run at `at` apart: tables for the datasets, notes for the skeleton, holes for the document. */
export function writeRun(
  sink: ByteSink,
  shapes: ShapeList,
  payload: Cursor,
  at: number,
  run: number,
): WrittenRun {
  const fields = fieldSpans(payload, at);
  const holes: Hole[] = [];
  const lists = {
    snapshots: takeList('portfolio_snapshots'),
    trades: takeList('trades'),
    orders: takeList('orders'),
    events: takeList('signal_events'),
    metrics: takeMap('backtest_metrics'),
  };
  sink.byte(rowTables.reduce((bits, one) => bits | (lists[one] === null ? 0 : tableBit(one)), 0));

  const ordersOfTrades =
    lists.orders === null
      ? []
      : findOrdersOfTrades(payload, lists.orders.spans, lists.trades?.columns.get('orders'));

  const tables: RunTables = {};
  const none = new Map<string, PutCell>();
  if (lists.orders !== null) {
    const owners = ownersOf(ordersOfTrades, lists.orders.count);
    const columns = writeTable(sink, shapes, payload, lists.orders, datasets.orders, none);
    tables.orders = { rows: lists.orders.count, columns: { ...columns, trade_no: owners } };
  }
  if (lists.trades !== null) tables.trades = writeTrades(lists.trades);
  const trades = tables.trades ?? noRows;
  if (lists.snapshots !== null) tables.portfolio_snapshots = writeSnapshots(lists.snapshots);

  const signals = fields.get('signals');
  if (signals !== undefined) {
    const taken = takeSignals(payload, signals.start);
    tables.signals = taken.table;
    for (const { start, end, count } of taken.lists) {
      holes.push({
        start,
        end,
        code: holeCodes.times,
        write: (out) => writeNumbers(out, run, count),
      });
    }
  }
  if (lists.events !== null) {
    const events = predictEvents(playSignals(tables.signals ?? noRows, trades));
    writeTable(sink, shapes, payload, lists.events, null, events);
  }

  const series = createRunSeries(tables.portfolio_snapshots ?? noRows);
  const seriesRows = createSeriesRows();
  const metrics = fields.get('backtest_metrics');
  if (lists.metrics !== null) {
    const context = { trades: lists.trades?.spans ?? null, series, seriesRows };
    tables.runs = writeMetrics(sink, shapes, payload, lists.metrics, context);
  }
  return {
    tables,
    holes,
    series,
    seriesRows,
    metrics: metrics === undefined ? new Map() : fieldSpans(payload, metrics.start),
  };

  function writeTrades(rows: Rows): RunTable {
    const orders = tables.orders ?? noRows;
    const owners = orders.columns.trade_no as NumberCells | undefined;
    const orderSpans = lists.orders?.spans;
    const ordersOf = Array.from({ length: rows.count }, (_, trade) => ordersOfTrades[trade] ?? []);
    writeOrdersOfTrades(sink, ordersOf, owners);
    const nested = putOrdersOfTrade(ordersOf, (out, order) =>
      putBytes(out, payload.bytes, orderSpans!.starts[order]!, orderSpans!.ends[order]!),
    );
    const columns = writeTable(
      sink,
      shapes,
      payload,
      rows,
      datasets.trades,
      new Map([['orders', nested]]),
    );
    const table = { rows: rows.count, columns };
    const shorts = rows.columns.get('is_short');
    const isShort = (trade: number) => payload.bytes[shorts?.starts[trade] ?? -1] === TRUE;
    return { ...table, columns: { ...columns, ...tradeColumns(table, orders, isShort) } };
  }

  function writeSnapshots(rows: Rows): RunTable {
    const template = findTemplate(payload, rows);
    sink.byte(template === null ? 0 : 1);
    if (template !== null) sink.bytes(template);
    const time = rows.columns.get('created_at');
    const ts = time === undefined ? undefined : (readTimes(payload, time).cells as NumberCells);
    const predictors = predictSnapshots(trades, template, ts);
    const dataset = datasets.portfolio_snapshots;
    const columns = writeTable(sink, shapes, payload, rows, dataset, predictors);
    return { rows: rows.count, columns };
  }

  /** The rows of a list with something in it; it leaves the document. */
  function takeList(field: string): Rows | null {
    const span = fields.get(field);
    const count = span === undefined ? null : arrayCount(payload, span.start);
    if (span === undefined || count === null || count === 0) return null;
    const itemsAt = payload.position;
    const hasShortHead = itemsAt === span.start + arrayHeadLength(count);
    const rows = readRows(payload, count);
    if (rows === null) return null;
    const table = tableOf(field);
    const code = hasShortHead ? holeCodes.list : holeCodes.rows;
    const start = hasShortHead ? span.start : itemsAt;
    holes.push({ start, end: span.end, code, write: (out) => writeNumbers(out, run, table) });
    return rows;
  }

  function takeMap(field: string): Rows | null {
    const span = fields.get(field);
    if (span === undefined) return null;
    payload.position = span.start;
    const rows = readRows(payload, 1);
    if (rows === null) return null;
    const table = rowTables.indexOf('metrics');
    const write = (out: ByteSink) => writeNumbers(out, run, table);
    holes.push({ ...span, code: holeCodes.rows, write });
    return rows;
  }
}

const TRUE = 0xc3;

const listFields: Readonly<Record<string, RowTable>> = {
  portfolio_snapshots: 'snapshots',
  trades: 'trades',
  orders: 'orders',
  signal_events: 'events',
};

function tableOf(field: string): number {
  return rowTables.indexOf(listFields[field]!);
}

function writeNumbers(sink: ByteSink, ...numbers: number[]): void {
  for (const number of numbers) sink.varint(number);
}
