import { isNull, type NumberCells } from '../cells/column-cells.ts';
import type { RunTable } from '../datasets/run-table.ts';
import type { SnapshotValues } from '../series/snapshot-values.ts';

/**
 * What series are computed from, out of the columns of the snapshots. Null when an instant or a value is missing
 * or not finite; a missing cash flow is none.
 */
export function snapshotValuesOf(snapshots: RunTable): SnapshotValues | null {
  const { rows, columns } = snapshots;
  const ts = columns.ts as NumberCells | undefined;
  const total = columns.total_value as NumberCells | undefined;
  const flow = columns.cash_flow as NumberCells | undefined;
  if (rows === 0 || ts === undefined || total === undefined) return null;
  const values: SnapshotValues = {
    time: new Float64Array(rows),
    totalValue: new Float64Array(rows),
    cashFlow: new Float64Array(rows),
  };
  const order = orderByTime(ts.values.subarray(0, rows));
  for (let i = 0; i < rows; i++) {
    const row = order === null ? i : order[i]!;
    if (isNull(ts, row) || isNull(total, row)) return null;
    values.time[i] = ts.values[row]!;
    values.totalValue[i] = total.values[row]!;
    if (!isNull(flow, row)) values.cashFlow[i] = flow!.values[row]! || 0;
  }
  const areFinite =
    values.totalValue.every(Number.isFinite) && values.cashFlow.every(Number.isFinite);
  return areFinite ? values : null;
}

/** Rows in order of time, equal times as they stand; null when they are in order already. */
function orderByTime(times: Float64Array): number[] | null {
  for (let i = 1; i < times.length; i++) {
    if (times[i]! < times[i - 1]!) {
      return Array.from(times.keys()).sort((a, b) => times[a]! - times[b]!);
    }
  }
  return null;
}
