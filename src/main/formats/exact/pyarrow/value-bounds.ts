import type { ThriftWriter } from './thrift-writer.ts';

/** Smallest and largest value of a page or a column chunk; empty while none was seen. */
export interface Bounds {
  isEmpty: boolean;
  low: number | bigint;
  high: number | bigint;
}

export function emptyBounds(): Bounds {
  return { isEmpty: true, low: 0, high: 0 };
}

/** NaN and null take no part. Arrow before 25 starts at ±DBL_MAX: `startAtLargest`. */
export function boundsOfDoubles(
  values: Float64Array,
  from: number,
  to: number,
  nulls: Uint8Array | null,
  startAtLargest: boolean,
): Bounds {
  let isEmpty = true;
  let low = 0;
  let high = 0;
  for (let i = from; i < to; i++) {
    if (nulls !== null && nulls[i] !== 0) continue;
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    if (isEmpty) {
      isEmpty = false;
      low = startAtLargest ? Math.min(value, Number.MAX_VALUE) : value;
      high = startAtLargest ? Math.max(value, -Number.MAX_VALUE) : value;
    } else if (value < low) low = value;
    else if (value > high) high = value;
  }
  return { isEmpty, low, high };
}

export function boundsOfIntegers(values: BigInt64Array, from: number, to: number): Bounds {
  if (from >= to) return emptyBounds();
  let low = values[from]!;
  let high = low;
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    if (value < low) low = value;
    else if (value > high) high = value;
  }
  return { isEmpty: false, low, high };
}

/** Widens `total` by the bounds of one more page. */
export function widen(total: Bounds, page: Bounds): void {
  if (page.isEmpty) return;
  if (total.isEmpty) {
    total.low = page.low;
    total.high = page.high;
    total.isEmpty = false;
    return;
  }
  if (page.low < total.low) total.low = page.low;
  if (page.high > total.high) total.high = page.high;
}

/** A Parquet `Statistics` struct as Arrow writes it, old and new fields both. */
export function writeStatistics(
  writer: ThriftWriter,
  id: number,
  bounds: Bounds,
  nullCount: number,
  saysExact: boolean,
): void {
  writer.struct(id, () => {
    const low = boundBytes(bounds.low, -0);
    const high = boundBytes(bounds.high, 0);
    if (!bounds.isEmpty) {
      writer.binary(1, high);
      writer.binary(2, low);
    }
    writer.i64(3, nullCount);
    if (bounds.isEmpty) return;
    writer.binary(5, high);
    writer.binary(6, low);
    if (!saysExact) return;
    writer.bool(7, true);
    writer.bool(8, true);
  });
}

/** A double that is zero is written as `zero`: -0.0 below, +0.0 above. */
function boundBytes(value: number | bigint, zero: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  if (typeof value === 'bigint') view.setBigInt64(0, value, true);
  else view.setFloat64(0, value === 0 ? zero : value, true);
  return bytes;
}
