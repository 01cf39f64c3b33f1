import { seriesNames } from '#contract/operations.ts';
import { type ByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';
import { isNull, type NumberCells } from '../cells/column-cells.ts';
import type { IsoStyle } from '../cells/iso-time.ts';
import { datasets } from '../datasets/dataset-columns.ts';
import type { RunTable } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { type RowWriter, readTable } from '../rows/read-table.ts';
import type { RowShape } from '../rows/row-shape.ts';
import { readRuns } from '../rows/tag-runs.ts';
import { putInlineSeries } from './inline-series.ts';
import { restoreNans } from './nan-notes.ts';
import {
  countedShares,
  extremeForms,
  extremes,
  putCountedShare,
  putExtreme,
} from './predict-metrics.ts';
import type { RunSeries } from './run-series.ts';
import type { StoredPoints } from './series-rows.ts';
import { inlineModes } from './write-metrics.ts';

/** Reads what `writeMetrics` wrote. */
export function readMetrics(
  source: ByteSource,
  shapes: readonly RowShape[],
  metrics: RunTable,
  context: {
    putTrade: PutCell;
    trades: number;
    series: RunSeries;
    takeSeries: (count: number) => StoredPoints;
  },
): RowWriter {
  const predictors = new Map<string, PutCell>();
  for (const field of ['best_trade', 'worst_trade']) {
    const row = source.count(context.trades) - 1;
    if (row >= 0) predictors.set(field, (out) => context.putTrade(out, row));
  }
  for (const { field, series, isHighest } of extremes) {
    const number = source.byte();
    if (number === 0) continue;
    const form = extremeForms[number - 1];
    const derived = form === undefined ? null : context.series.derive(series, form.variant);
    const put = derived === null ? null : putExtreme(derived, isHighest, form!.style);
    if (put === null) throw skeletonCorrupt(source.position, `cannot derive ${field}`);
    predictors.set(field, put);
  }
  for (const { field, share } of countedShares) {
    const count = metrics.columns[field] as NumberCells | undefined;
    const percentage = metrics.columns[share] as NumberCells | undefined;
    if (isNull(count, 0) || isNull(percentage, 0)) continue;
    predictors.set(field, putCountedShare(count!.values[0]!, percentage!.values[0]!));
  }
  for (const name of seriesNames) {
    const mode = source.byte();
    if (mode === inlineModes.none) continue;
    const variant = source.byte();
    const style = source.byte();
    if (style > 4 || style === 1)
      throw skeletonCorrupt(source.position, 'has an unknown time style');
    const count = source.count(MAX_POINTS);
    const integers = readRuns(source, count);
    const points =
      mode === inlineModes.stored
        ? context.takeSeries(count)
        : context.series.derive(name, variant);
    if (points === null || points.time.length !== count) {
      throw skeletonCorrupt(source.position, `cannot derive ${name}`);
    }
    if (mode === inlineModes.stored) restoreNans(source, points.value);
    const series = {
      points: { ...points, nulls: null },
      style: style as IsoStyle,
      integers,
    };
    predictors.set(name, (out) => putInlineSeries(out, series));
  }
  return readTable(source, shapes, datasets.runs, metrics, predictors);
}

const MAX_POINTS = 20_000_000;
