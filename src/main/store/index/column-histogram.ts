import { requireName } from '#contract/filter/resolve-names.ts';
import type { Histogram } from '#contract/operations.ts';
import type { IndexReader } from './index-handle.ts';
import { matchingPlaces } from './match-rows.ts';
import type { TableScope } from './query-rows.ts';
import { vectorOf } from './read-vectors.ts';
import { withSnapshot } from './snapshot.ts';
import { isScore, scoreVector } from './weighted-scores.ts';

/** How the values of a column are spread over the rows that match. Throws `bad-filter`, `unknown-column`. */
export function columnHistogram(
  index: IndexReader,
  query: TableScope & { column: string; bins: number },
): Histogram {
  return withSnapshot(index, (snapshot) => {
    const name = requireName(query.column, snapshot.names[query.rows]);
    const places = matchingPlaces(snapshot, query);
    const vector = isScore(name)
      ? scoreVector(snapshot, query)
      : vectorOf(snapshot, query.rows, name);
    return vector.kind === 'numbers'
      ? countNumbers(vector.values, places, query.bins)
      : countValues(vector.codes, vector.values, places, query.bins);
  });
}

function countNumbers(values: Float64Array, places: Int32Array, bins: number): Histogram {
  let min = Infinity;
  let max = -Infinity;
  let filled = 0;
  for (const place of places) {
    const value = values[place] as number;
    if (!Number.isFinite(value)) continue;
    filled += 1;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const empty = places.length - filled;
  const counts = new Array<number>(bins).fill(0);
  const rest = { kind: 'numbers', counts, labels: [], empty, other: 0 } as const;
  if (filled === 0) return { ...rest, min: null, max: null, labels: [] };
  // Halves keep the width finite where the span itself overflows.
  const width = max / 2 - min / 2;
  for (const place of places) {
    const value = values[place] as number;
    if (!Number.isFinite(value)) continue;
    const share = width === 0 ? 0 : (value / 2 - min / 2) / width;
    const bin = Math.min(bins - 1, Math.floor(share * bins));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { ...rest, min, max, labels: [] };
}

/** The commonest values, most first, equal ones in their order. */
function countValues(
  codes: Int32Array,
  values: readonly (number | string)[],
  places: Int32Array,
  bins: number,
): Histogram {
  const counted = new Int32Array(values.length);
  let empty = 0;
  for (const place of places) {
    const code = codes[place] as number;
    if (code < 0) empty += 1;
    else counted[code] = (counted[code] as number) + 1;
  }
  const present = Array.from(counted.keys()).filter((code) => (counted[code] as number) > 0);
  const commonest = present
    .sort((a, b) => (counted[b] as number) - (counted[a] as number) || a - b)
    .slice(0, bins);
  const counts = commonest.map((code) => counted[code] as number);
  return {
    kind: 'texts',
    min: null,
    max: null,
    counts,
    labels: commonest.map((code) => String(values[code])),
    empty,
    other: places.length - empty - counts.reduce((sum, count) => sum + count, 0),
  };
}
