import { type ByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { createOutput, putBytes } from '../bytes/output.ts';
import type { NumberCells } from '../cells/column-cells.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import { noRows, type RunTables } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { type RowWriter, readTable } from '../rows/read-table.ts';
import type { RowShape } from '../rows/row-shape.ts';
import type { RowTable } from './holes.ts';
import { putOrdersOfTrade, readOrdersOfTrades } from './nested-orders.ts';
import { predictSnapshots } from './predict-snapshots.ts';
import { readMetrics } from './read-metrics.ts';
import { createRunSeries, type RunSeries } from './run-series.ts';
import { openSeriesRows, type StoredPoints } from './series-rows.ts';
import { playSignals, predictEvents } from './signal-events.ts';
import { tableBit } from './write-run.ts';

/** A run that can be put together again. */
export interface ReadRun {
  writers: Partial<Record<RowTable, RowWriter>>;
  series: RunSeries;
  /** The next rows of `metric_series`. */
  takeSeries(count: number): StoredPoints;
}

/** Reads what `writeRun` wrote; `tables` are the run's rows as the datasets have them. */
export function readRun(
  source: ByteSource,
  shapes: readonly RowShape[],
  tables: RunTables,
): ReadRun {
  const bits = source.byte();
  const has = (table: RowTable) => (bits & tableBit(table)) !== 0;
  const writers: ReadRun['writers'] = {};
  const none = new Map<string, PutCell>();
  const orderRows = tables.orders ?? noRows;
  const tradeRows = tables.trades ?? noRows;
  const snapshotRows = tables.portfolio_snapshots ?? noRows;

  if (has('orders')) {
    writers.orders = writtenOnce(readTable(source, shapes, datasets.orders, orderRows, none));
  }
  if (has('trades')) {
    const owners = orderRows.columns.trade_no as NumberCells | undefined;
    const putOrder = writers.orders?.put ?? missingOrder;
    const ordersOf = readOrdersOfTrades(source, tradeRows.rows, orderRows.rows, owners);
    const nested = putOrdersOfTrade(ordersOf, putOrder);
    const predictors = new Map([['orders', nested]]);
    writers.trades = writtenOnce(readTable(source, shapes, datasets.trades, tradeRows, predictors));
  }
  if (has('snapshots')) {
    const template = source.byte() === 0 ? null : source.value();
    const ts = snapshotRows.columns.ts as NumberCells | undefined;
    const predictors = predictSnapshots(tradeRows, template, ts);
    const dataset = datasets.portfolio_snapshots;
    writers.snapshots = readTable(source, shapes, dataset, snapshotRows, predictors);
  }
  if (has('events')) {
    const events = predictEvents(playSignals(tables.signals ?? noRows, tradeRows));
    writers.events = readTable(source, shapes, null, noRows, events);
  }
  const series = createRunSeries(snapshotRows);
  const takeSeries = openSeriesRows(tables.metric_series ?? noRows);
  if (has('metrics')) {
    const trades = writers.trades?.count ?? 0;
    const putTrade = writers.trades?.put ?? missingOrder;
    const context = { putTrade, trades, series, takeSeries };
    writers.metrics = readMetrics(source, shapes, tables.runs ?? noRows, context);
  }
  return { writers, series, takeSeries };
}

/** Rows that several places repeat are written once, when the first asks, and copied from there. */
function writtenOnce(rows: RowWriter): RowWriter {
  const out = createOutput(rows.count * 512);
  let ends: number[] | null = null;
  return {
    count: rows.count,
    put(target, row) {
      if (ends === null) {
        ends = [];
        for (let i = 0; i < rows.count; i++) {
          rows.put(out, i);
          ends.push(out.at);
        }
      }
      if (row >= rows.count) throw skeletonCorrupt(0, `repeats row ${row} of ${rows.count}`);
      putBytes(target, out.bytes, row === 0 ? 0 : ends[row - 1]!, ends[row]!);
    },
  };
}

const missingOrder: PutCell = () => {
  throw skeletonCorrupt(0, 'repeats rows that it does not have');
};
