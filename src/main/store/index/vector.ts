import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { runColumns } from '#contract/run-summary.ts';
import { openSources } from './column-sql.ts';
import { compareBytes } from './compare-bytes.ts';
import { placesOf } from './row-places.ts';
import { factOf, type Snapshot } from './snapshot.ts';

/**
 * A whole column in memory, by place. Sorting, histograms and ranking read it: one scan of a table of 1,000,000
 * rows takes SQLite a third of a second, and what is done with the result takes far less.
 */
export type Vector =
  /** NaN where there is no value. */
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  /** `codes` point into `values`, which are in order, numbers before texts; -1 where there is no value. */
  | {
      readonly kind: 'codes';
      readonly codes: Int32Array;
      readonly values: readonly (number | string)[];
    };

const ownRunKeys = new Set(runColumns.map((column) => column.key));

export function vectorOf(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): Vector {
  const isOwn = name.kind === 'column' && (rows === 'backtests' || ownRunKeys.has(name.column.key));
  const key = `${rows} ${name.kind} ${name.kind === 'column' ? name.column.key : name.name}`;
  return snapshot.vectors.getOrMake(key, () => {
    if (isOwn) return readColumn(snapshot, rows, name);
    if (rows === 'backtests') return readParameter(snapshot, name);
    return spread(snapshot, vectorOf(snapshot, 'backtests', name));
  });
}

export function hasVector(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): boolean {
  const key = `${rows} ${name.kind} ${name.kind === 'column' ? name.column.key : name.name}`;
  return snapshot.vectors.has(key);
}

/** The values of the backtests for their runs. */
function spread(snapshot: Snapshot, vector: Vector): Vector {
  const places = placesOf(snapshot, 'runs').backtestPlaces as Int32Array;
  if (vector.kind === 'numbers') {
    return {
      kind: 'numbers',
      values: Float64Array.from(places, (place) => vector.values[place] as number),
    };
  }
  return { ...vector, codes: places.map((place) => vector.codes[place] as number) };
}

/** Rows read at once: bounds what lies in memory beside the vector. */
const chunk = 65_536;

function readColumn(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): Vector {
  const places = placesOf(snapshot, rows);
  const sources = openSources(snapshot.sql[rows]);
  const value = sources.value(name);
  const isText = name.kind === 'column' && name.column.kind === 'text';
  const collected = isText ? collectCodes(places.nos.length) : collectNumbers(places.nos.length);
  const read = snapshot.db
    .prepare(
      `SELECT ${value} ${sources.from()} WHERE ${sources.no} > ? ORDER BY ${sources.no} LIMIT ${chunk}`,
    )
    .pluck();
  let no = 0;
  for (let found = read.all(0); found.length > 0; found = read.all(no)) {
    for (const cell of found) {
      // The rows come by ascending number, so the next one is the next number in use.
      do no += 1;
      while ((places.placeOf[no] as number) < 0);
      collected.put(places.placeOf[no] as number, cell as number | string | null);
    }
  }
  return collected.done();
}

function readParameter(snapshot: Snapshot, name: ResolvedName): Vector {
  const { nos, placeOf } = placesOf(snapshot, 'backtests');
  const nameNo = name.kind === 'parameter' ? (snapshot.parameterNos.get(name.name) ?? -1) : -1;
  const { hasText } = parameterKinds(snapshot, nameNo);
  const collected = hasText ? collectCodes(nos.length) : collectNumbers(nos.length);
  const read = snapshot.db
    .prepare(
      `SELECT backtest_no, coalesce(number, text) FROM parameters
       WHERE name_no = ? AND backtest_no > ? ORDER BY backtest_no LIMIT ${chunk}`,
    )
    .raw();
  let last = 0;
  for (let found = read.all(nameNo, 0); found.length > 0; found = read.all(nameNo, last)) {
    for (const [backtestNo, cell] of found as [number, number | string | null][]) {
      collected.put(placeOf[backtestNo] as number, cell);
      last = backtestNo;
    }
  }
  return collected.done();
}

/** What a parameter holds over all backtests. `isSwitch`: nothing but true and false. */
export function parameterKinds(
  snapshot: Snapshot,
  nameNo: number,
): { hasText: boolean; isSwitch: boolean } {
  return factOf(snapshot, `kinds ${nameNo}`, () => {
    const [texts, switches, others] = snapshot.db
      .prepare(
        `SELECT count(text), total(kind = 'boolean'), total(kind NOT IN ('boolean', 'nil'))
         FROM parameters WHERE name_no = ?`,
      )
      .raw()
      .get(nameNo) as [number, number, number];
    return { hasText: texts > 0, isSwitch: switches > 0 && others === 0 };
  });
}

interface Collected {
  put(place: number, value: number | string | null): void;
  done(): Vector;
}

function collectNumbers(length: number): Collected {
  const values = new Float64Array(length).fill(Number.NaN);
  return {
    put(place, value) {
      if (typeof value === 'number') values[place] = value;
    },
    done: () => ({ kind: 'numbers', values }),
  };
}

function collectCodes(length: number): Collected {
  const codes = new Int32Array(length).fill(-1);
  const seen = new Map<number | string, number>();
  return {
    put(place, value) {
      if (value === null) return;
      const known = seen.get(value);
      codes[place] = known ?? seen.size;
      if (known === undefined) seen.set(value, seen.size);
    },
    done() {
      const found = [...seen.keys()];
      const values = [
        ...found.filter((value) => typeof value === 'number').sort((a, b) => a - b),
        ...found.filter((value) => typeof value === 'string').sort(compareBytes),
      ];
      const rank = new Int32Array(values.length);
      values.forEach((value, order) => {
        rank[seen.get(value) as number] = order;
      });
      for (let place = 0; place < length; place += 1) {
        const code = codes[place] as number;
        if (code >= 0) codes[place] = rank[code] as number;
      }
      return { kind: 'codes', codes, values };
    },
  };
}
