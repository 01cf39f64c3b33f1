/** The points of a series file, in order. Bits of values are kept. */
export interface SeriesColumns {
  /** Epoch milliseconds, UTC; NaN where the file has none. */
  time: Float64Array;
  value: Float64Array;
  /** 1 where the value is null (and NaN here); null when none is. */
  isNull: Uint8Array | null;
}

/** Turns raw columns into points: missing numbers become NaN, and a mask says which values were missing. */
export function columnsOf(
  instants: BigInt64Array,
  isTimeNull: Uint8Array,
  value: Float64Array,
  isValueNull: Uint8Array,
): SeriesColumns {
  const time = new Float64Array(instants.length);
  let hasNull = false;
  for (let row = 0; row < time.length; row++) {
    time[row] = isTimeNull[row] === 1 ? Number.NaN : Number(instants[row]);
    if (isValueNull[row] === 1) {
      value[row] = Number.NaN;
      hasNull = true;
    }
  }
  return { time, value, isNull: hasNull ? isValueNull : null };
}
