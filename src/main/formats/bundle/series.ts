import type { SeriesName } from '#contract/operations.ts';

/** A metric series as it is stored: NaN payloads kept, nulls in a mask of their own (FORMATS §4). */
export interface Series {
  name: SeriesName;
  /** Epoch milliseconds, UTC; in stored order, not necessarily unique; NaN for a point without a time. */
  time: Float64Array;
  value: Float64Array;
  /** 1 where the value is null (its number is then NaN); null when none is. */
  isNull: Uint8Array | null;
}

export function noPoints(name: SeriesName): Series {
  return { name, time: new Float64Array(0), value: new Float64Array(0), isNull: null };
}
