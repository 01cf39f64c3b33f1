import { requireName } from '#contract/filter/resolve-names.ts';
import { vectorOf } from './read-vectors.ts';
import type { Snapshot } from './snapshot.ts';
import type { Vector } from './vector.ts';

export interface ValueGroup {
  value: number | string | null;
  count: number;
  /** Null when no backtest of the group has one. */
  bestSharpe: number | null;
}

export interface Grouped {
  /** In the order of the values, missing ones last. */
  groups: ValueGroup[];
  /** Groups left out: the smallest. */
  more: number;
}

/** Backtests by the value of a column, at most `limit` groups. */
export function groupPlaces(
  snapshot: Snapshot,
  places: Int32Array,
  column: string,
  limit: number,
): Grouped {
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
  const { slots, more } = largest(counts, limit);
  const groups = Array.from(slots, (slot) => {
    const bestSharpe = bests[slot] as number;
    return {
      value: coded.values[slot] ?? null,
      count: counts[slot] as number,
      bestSharpe: Number.isNaN(bestSharpe) ? null : bestSharpe,
    };
  });
  return { groups, more };
}

/** The slots with the greatest counts, ascending by slot; of equal ones the first. */
function largest(counts: Int32Array, limit: number): { slots: Int32Array; more: number } {
  const sorted = counts.filter((count) => count > 0).sort();
  const more = Math.max(0, sorted.length - limit);
  const least = more > 0 ? (sorted[more] as number) : 1;
  // Of those that just make it there may be more than there is room for.
  let room = sorted.length - more - sorted.filter((count) => count > least).length;
  const slots = new Int32Array(sorted.length - more);
  let kept = 0;
  for (let slot = 0; slot < counts.length; slot += 1) {
    const count = counts[slot] as number;
    if (count < least || (count === least && room === 0)) continue;
    if (count === least) room -= 1;
    slots[kept] = slot;
    kept += 1;
  }
  return { slots, more };
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
