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
  const { codes, values } = vector.kind === 'codes' ? vector : numberCodes(vector.values);
  return presentCodes(codes, values, places);
}

/** By the numbers themselves, so that they go with the column's own memory. */
const known = new WeakMap<Float64Array, { codes: Int32Array; values: readonly number[] }>();

/** A column of numbers as one of codes: worked out once for as long as the column is in memory. */
function numberCodes(numbers: Float64Array) {
  const before = known.get(numbers);
  if (before !== undefined) return before;
  const values = [...new Set(numbers)]
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const codes = Int32Array.from(numbers, (value) => codeOf.get(value) ?? -1);
  const made = { codes, values };
  known.set(numbers, made);
  return made;
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
