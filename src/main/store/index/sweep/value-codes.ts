import { requireName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { vectorOf } from '../read-vectors.ts';
import type { Snapshot } from '../snapshot.ts';

/** The values that some rows have of a column, in their order, and which each of the rows has. */
export interface ValueCodes {
  /** By the place in `places`; -1 where there is no value. */
  codes: Int32Array;
  values: (number | string)[];
  counts: Int32Array;
  missing: number;
}

/** Only what the rows of `places` have: a word of another sweep makes no words of this one's numbers. */
export function valueCodes(
  snapshot: Snapshot,
  rows: RowsKind,
  column: string,
  places: Int32Array,
): ValueCodes {
  const vector = vectorOf(snapshot, rows, requireName(column, snapshot.names[rows]));
  if (vector.kind === 'codes') return presentCodes(vector.codes, vector.values, places);
  const seen = new Set<number>();
  for (const place of places) seen.add(vector.values[place] as number);
  seen.delete(Number.NaN);
  const values = Float64Array.from(seen).sort();
  const codeOf = new Map(Array.from(values, (value, code) => [value, code]));
  return counted(
    places.map((place) => codeOf.get(vector.values[place] as number) ?? -1),
    [...values],
  );
}

function presentCodes(
  codes: Int32Array,
  values: readonly (number | string)[],
  places: Int32Array,
): ValueCodes {
  const isPresent = new Uint8Array(values.length);
  for (const place of places) {
    const code = codes[place] as number;
    if (code >= 0) isPresent[code] = 1;
  }
  const present = values.flatMap((value, code) => (isPresent[code] ? [{ value, code }] : []));
  const rank = new Int32Array(values.length);
  present.forEach(({ code }, order) => {
    rank[code] = order;
  });
  const own = places.map((place) => {
    const code = codes[place] as number;
    return code < 0 ? -1 : (rank[code] as number);
  });
  return counted(
    own,
    present.map(({ value }) => value),
  );
}

function counted(codes: Int32Array, values: (number | string)[]): ValueCodes {
  const counts = new Int32Array(values.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing += 1;
    else counts[code] = (counts[code] as number) + 1;
  }
  return { codes, values, counts, missing };
}
