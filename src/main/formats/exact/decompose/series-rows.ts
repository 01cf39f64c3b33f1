import { type SeriesName, seriesNames } from '#contract/operations.ts';
import { skeletonCorrupt } from '../bytes/byte-source.ts';
import type { NumberCells } from '../cells/column-cells.ts';
import type { RunTable } from '../datasets/run-table.ts';

/** Points of a series; `nulls[i]` is 1 where there is no value. */
export interface StoredPoints {
  time: Float64Array;
  value: Float64Array;
  nulls: Uint8Array | null;
}

/** Collects the rows of `metric_series` of one run: of series that do not follow from its snapshots; those that do are named. */
export interface SeriesRows {
  add(name: SeriesName, points: StoredPoints): void;
  /** The series follows, in this variant. */
  follows(name: SeriesName, variant: number): void;
  has(name: SeriesName): boolean;
  table(): RunTable;
  /**
   * `derived_series` of the run, from which the SQL views know what to compute: names with a blank between
   * them, and `name:variant` where the variant is not 0. Null where nothing follows.
   */
  derivedNames(): string | null;
}

export function createSeriesRows(): SeriesRows {
  const parts: { name: SeriesName; points: StoredPoints }[] = [];
  const derived = new Map<SeriesName, number>();
  return {
    add: (name, points) => parts.push({ name, points }),
    follows: (name, variant) => derived.set(name, variant),
    has: (name) => derived.has(name) || parts.some((part) => part.name === name),
    derivedNames() {
      const names = seriesNames
        .filter((name) => derived.has(name))
        .map((name) => (derived.get(name) === 0 ? name : `${name}:${derived.get(name)}`));
      return names.length === 0 ? null : names.join(' ');
    },
    table() {
      const rows = parts.reduce((sum, { points }) => sum + points.time.length, 0);
      const names: string[] = [];
      const ts = new Float64Array(rows);
      const value = new Float64Array(rows);
      const nulls = new Uint8Array(rows);
      for (const { name, points } of parts) {
        ts.set(points.time, names.length);
        value.set(points.value, names.length);
        if (points.nulls !== null) nulls.set(points.nulls, names.length);
        for (let i = 0; i < points.time.length; i++) names.push(name);
      }
      return {
        rows,
        columns: {
          metric_name: { kind: 'text', values: names },
          ts: { kind: 'time', values: ts, nulls: null },
          value: { kind: 'real', values: value, nulls: nulls.includes(1) ? nulls : null },
        },
      };
    },
  };
}

/** Hands out the rows of `metric_series` in the order in which they were added. */
export function openSeriesRows(table: RunTable): (count: number) => StoredPoints {
  const ts = table.columns.ts as NumberCells | undefined;
  const value = table.columns.value as NumberCells | undefined;
  let at = 0;
  return (count) => {
    const from = at;
    at += count;
    // A file of no rows needs none, also where no other series has any.
    if (count === 0) return { time: new Float64Array(0), value: new Float64Array(0), nulls: null };
    if (ts === undefined || at > table.rows) {
      throw skeletonCorrupt(0, 'expects more rows of metric_series than there are');
    }
    const isAllNull = value === undefined;
    return {
      time: ts.values.slice(from, at),
      value: isAllNull ? new Float64Array(count) : value.values.slice(from, at),
      nulls: isAllNull
        ? new Uint8Array(count).fill(1)
        : nullsWithin(value.nulls?.slice(from, at) ?? null),
    };
  };
}

function nullsWithin(nulls: Uint8Array | null): Uint8Array | null {
  return nulls?.includes(1) ? nulls : null;
}
