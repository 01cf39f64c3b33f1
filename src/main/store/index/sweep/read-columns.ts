import type { Metric } from '#contract/column.ts';
import { requireName } from '#contract/filter/resolve-names.ts';
import type { ColumnsQuery, RowColumn, RowColumns } from '#contract/sweep.ts';
import type { IndexReader } from '../index-handle.ts';
import { matchingPlaces } from '../match-rows.ts';
import { cellOf } from '../read-cells.ts';
import { placesOf } from '../read-places.ts';
import { vectorsOf } from '../read-vectors.ts';
import { withSnapshot } from '../snapshot.ts';
import type { Vector } from '../vector.ts';
import { type ColumnWords, columnWords } from './axis-steps.ts';

/** Columns of the rows that match, in the order of their names. Throws `bad-filter`, `unknown-column`. */
export function readColumns(
  index: IndexReader,
  query: Omit<ColumnsQuery, 'archive' | 'asks'>,
): RowColumns {
  return withSnapshot(index, (snapshot) => {
    const { rows, columns, limit } = query;
    const all = matchingPlaces(snapshot, query);
    const places = thinned(all, limit);
    const names = columns.map((column) => requireName(column, snapshot.names[rows]));
    const vectors = vectorsOf(snapshot, rows, names);
    const { nos } = placesOf(snapshot, rows);
    return {
      version: snapshot.version,
      total: all.length,
      nos: Array.from(places, (place) => nos[place] as number),
      columns: vectors.map((vector, at) => {
        const words = columnWords(snapshot, rows, columns[at] as string);
        return rowColumn(vector, places, words);
      }),
    };
  });
}

/** Evenly taken, the first and the last too. */
function thinned(places: Int32Array, limit: number): Int32Array {
  if (places.length <= limit) return places;
  if (limit === 1) return places.subarray(0, 1);
  const step = (places.length - 1) / (limit - 1);
  return Int32Array.from({ length: limit }, (_, at) => places[Math.round(at * step)] as number);
}

function rowColumn(
  vector: Vector,
  places: Int32Array,
  { isSwitch, label }: ColumnWords,
): RowColumn {
  if (vector.kind === 'numbers') {
    // True and false are words to the reader.
    if (isSwitch) return switches(vector.values, places);
    return {
      kind: 'numbers',
      values: Array.from(places, (place) => rounded(vector.values[place] as number)),
    };
  }
  const used = new Map<number, number>();
  const codes = Array.from(places, (place) => {
    const code = vector.codes[place] as number;
    if (code < 0) return -1;
    used.set(code, 0);
    return code;
  });
  const present = [...used.keys()].sort((a, b) => a - b);
  present.forEach((code, order) => used.set(code, order));
  return {
    kind: 'codes',
    codes: codes.map((code) => (code < 0 ? -1 : (used.get(code) as number))),
    values: present.map((code) => label(vector.values[code] as number | string)),
  };
}

function switches(values: Float64Array, places: Int32Array): RowColumn {
  const codes = Array.from(places, (place) => {
    const value = values[place] as number;
    return Number.isNaN(value) ? -1 : value;
  });
  return { kind: 'codes', codes, values: ['false', 'true'] };
}

/** Seven digits are more than any screen has room for, and half of what crosses. */
function rounded(value: number): Metric {
  if (Number.isNaN(value)) return null;
  if (!Number.isFinite(value)) return cellOf(value) as Metric;
  if (value === 0 || Number.isSafeInteger(value)) return value;
  const scale = 10 ** (6 - Math.floor(Math.log10(Math.abs(value))));
  return Number.isFinite(scale) && scale > 0 ? Math.round(value * scale) / scale : value;
}
