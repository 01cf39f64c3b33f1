import { type SeriesName, seriesNames } from '#contract/operations.ts';
import type { Cursor } from '../../messagepack/cursor.ts';
import type { ByteSink } from '../bytes/byte-sink.ts';
import { createOutput, putBytes } from '../bytes/output.ts';
import { type CellSpans, sameBytes } from '../cells/cell-spans.ts';
import { shortestInteger } from '../cells/read-numbers.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import type { RunTable } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import type { Rows } from '../rows/read-rows.ts';
import type { ShapeList } from '../rows/shape-list.ts';
import { writeRuns } from '../rows/tag-runs.ts';
import { writeTable } from '../rows/write-table.ts';
import { seriesVariants } from '../series/predict-series.ts';
import { type InlineSeries, putInlineSeries, readInlineSeries } from './inline-series.ts';
import { writeNanNotes } from './nan-notes.ts';
import {
  countedShares,
  extremeForms,
  extremes,
  putCountedShare,
  putExtreme,
} from './predict-metrics.ts';
import type { RunSeries } from './run-series.ts';
import type { SeriesRows } from './series-rows.ts';

/** What a run's metrics may repeat. */
export interface MetricsContext {
  /** Whole trades of the run, by row. */
  trades: CellSpans | null;
  series: RunSeries;
  seriesRows: SeriesRows;
}

export const inlineModes = { none: 0, derived: 1, stored: 2 } as const;

/** Takes a metrics map into the one row that a run has in `runs`; before the table go the numbers its predictors need. */
export function writeMetrics(
  sink: ByteSink,
  shapes: ShapeList,
  payload: Cursor,
  metrics: Rows,
  context: MetricsContext,
): RunTable {
  const predictors = new Map<string, PutCell>();
  const cellOf = (name: string) => {
    const spans = metrics.columns.get(name);
    return spans === undefined ? null : { start: spans.starts[0]!, end: spans.ends[0]! };
  };
  const counts = new Map<string, number>();

  for (const field of ['best_trade', 'worst_trade']) writeTradeReference(field);
  for (const extreme of extremes) writeExtreme(extreme);
  for (const counted of countedShares) readCountedShare(counted);
  for (const name of seriesNames) writeInline(name);
  const columns = writeTable(sink, shapes, payload, metrics, datasets.runs, predictors);
  for (const [field, count] of counts) {
    columns[field] = { kind: 'integer', values: Float64Array.of(count), nulls: null };
  }
  return { rows: 1, columns };

  function writeTradeReference(field: string): void {
    const row = findTrade(payload, cellOf(field), context.trades);
    sink.varint(row + 1);
    if (row === -1) return;
    const { starts, ends } = context.trades!;
    predictors.set(field, (out) => putBytes(out, payload.bytes, starts[row]!, ends[row]!));
  }

  function writeExtreme({ field, series, isHighest }: (typeof extremes)[number]): void {
    const cell = cellOf(field);
    const found = extremeForms.findIndex(({ variant, style }) => {
      const derived = cell === null ? null : context.series.derive(series, variant);
      const put = derived === null ? null : putExtreme(derived, isHighest, style);
      if (put === null || !isWrittenBy(put, cell!)) return false;
      predictors.set(field, put);
      return true;
    });
    sink.byte(found + 1);
  }

  /** The count stands in the column of its name, so it need not be written; only seen. */
  function readCountedShare({ field, share }: (typeof countedShares)[number]): void {
    const cell = cellOf(field);
    const shareCell = cellOf(share);
    const isPair = cell !== null && payload.bytes[cell.start] === 0x92;
    const count = isPair ? shortestInteger(payload, cell.start + 1) : Number.NaN;
    if (Number.isNaN(count)) return;
    counts.set(field, count);
    if (shareCell === null || payload.bytes[shareCell.start] !== 0xcb) return;
    predictors.set(field, putCountedShare(count, payload.view.getFloat64(shareCell.start + 1)));
  }

  function writeInline(name: SeriesName): void {
    const cell = cellOf(name);
    const series = cell === null ? null : readInlineSeries(payload, cell.start);
    if (series === null) {
      sink.byte(inlineModes.none);
      return;
    }
    const variant = seriesVariants.findIndex((one) => {
      const derived = context.series.derive(name, one);
      if (derived === null || derived.time.length !== series.integers.length) return false;
      const same: InlineSeries = { ...series, points: { ...derived, nulls: null } };
      return isWrittenBy((out) => putInlineSeries(out, same), cell!);
    });
    if (!isWrittenBy((out) => putInlineSeries(out, series), cell!)) {
      sink.byte(inlineModes.none);
      return;
    }
    predictors.set(name, (out) => putInlineSeries(out, series));
    sink.byte(variant === -1 ? inlineModes.stored : inlineModes.derived);
    sink.byte(Math.max(0, variant));
    sink.byte(series.style);
    sink.varint(series.integers.length);
    writeRuns(sink, series.integers);
    if (variant !== -1) {
      context.seriesRows.follows(name, seriesVariants[variant]!);
      return;
    }
    context.seriesRows.add(name, series.points);
    writeNanNotes(sink, series.points.value, null);
  }

  function isWrittenBy(put: PutCell, { start, end }: { start: number; end: number }): boolean {
    const out = createOutput(end - start + 64);
    put(out, 0);
    return sameBytes(payload.bytes, start, end, out.bytes, 0, out.at);
  }
}

/** Row of the trade that a cell repeats, -1 when there is none. */
function findTrade(
  payload: Cursor,
  cell: { start: number; end: number } | null,
  trades: CellSpans | null,
): number {
  if (cell === null || trades === null || cell.end - cell.start < 2) return -1;
  const { bytes } = payload;
  return trades.starts.findIndex((start, row) =>
    sameBytes(bytes, cell.start, cell.end, bytes, start, trades.ends[row]!),
  );
}
