import { requireName } from '#contract/filter/resolve-names.ts';
import type { Snapshot } from './snapshot.ts';
import { type Vector, vectorOf } from './vector.ts';

export interface ValueGroup {
  value: number | string | null;
  count: number;
  /** Null when no backtest of the group has one. */
  bestSharpe: number | null;
}

/** Backtests by the value of a column, in the order of the values, missing ones last. */
export function groupPlaces(snapshot: Snapshot, places: Int32Array, column: string): ValueGroup[] {
  const names = snapshot.names.backtests;
  const sharpe = vectorOf(snapshot, 'backtests', requireName('sharpe_ratio', names));
  const coded = asCodes(vectorOf(snapshot, 'backtests', requireName(column, names)));
  const best = sharpe.kind === 'numbers' ? sharpe.values : new Float64Array();
  // The last slot is for the missing.
  const counts = new Int32Array(coded.values.length + 1);
  const bests = new Float64Array(coded.values.length + 1).fill(Number.NaN);
  for (const place of places) {
    const code = coded.codes[place] as number;
    const slot = code < 0 ? coded.values.length : code;
    counts[slot] = (counts[slot] as number) + 1;
    const value = best[place] as number;
    if (!(value <= (bests[slot] as number)) && !Number.isNaN(value)) bests[slot] = value;
  }
  return [...coded.values, null]
    .map((value, slot) => {
      const bestSharpe = bests[slot] as number;
      const count = counts[slot] as number;
      return { value, count, bestSharpe: Number.isNaN(bestSharpe) ? null : bestSharpe };
    })
    .filter((group) => group.count > 0);
}

type Codes = Extract<Vector, { kind: 'codes' }>;

function asCodes(vector: Vector): Codes {
  if (vector.kind === 'codes') return vector;
  const seen = new Set(vector.values);
  seen.delete(Number.NaN);
  const values = Float64Array.from(seen).sort();
  const codeOf = new Map(Array.from(values, (value, code) => [value, code]));
  const codes = Int32Array.from(vector.values, (value) => codeOf.get(value) ?? -1);
  return { kind: 'codes', codes, values: [...values] };
}
