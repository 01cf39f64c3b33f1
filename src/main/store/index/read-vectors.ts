import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import { isMarkKey } from '#contract/mark-columns.ts';
import { isOwnColumn, type RowsKind } from '#contract/row-columns.ts';
import { type Collected, collectCodes, collectNumbers } from './collect-vector.ts';
import { openSources } from './column-sql.ts';
import { parameterCounts } from './fill-counts.ts';
import { placesOf } from './read-places.ts';
import type { RowPlaces } from './row-places.ts';
import type { Snapshot } from './snapshot.ts';
import type { Vector } from './vector.ts';

/** Rows read at once: bounds what lies in memory beside the vectors. */
const chunk = 16_384;

export function vectorOf(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): Vector {
  return vectorsOf(snapshot, rows, [name])[0] as Vector;
}

/** Several columns; those that are not in memory are read in one scan. */
export function vectorsOf(
  snapshot: Snapshot,
  rows: RowsKind,
  names: readonly ResolvedName[],
): Vector[] {
  const own = names.filter((name) => isOwn(name, rows) && !hasVector(snapshot, rows, name));
  const read = new Map<string, Vector>();
  if (own.length > 0) {
    const vectors = readColumns(snapshot, rows, own);
    own.forEach((name, place) => {
      read.set(keyOf(snapshot, rows, name), vectors[place] as Vector);
    });
  }
  return names.map((name) => {
    const key = keyOf(snapshot, rows, name);
    return snapshot.vectors.getOrMake(key, () => read.get(key) ?? readOther(snapshot, rows, name));
  });
}

export function hasVector(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): boolean {
  return snapshot.vectors.has(keyOf(snapshot, rows, name));
}

/** What the user added. */
export function isMark(name: ResolvedName): boolean {
  return name.kind === 'column' && isMarkKey(name.column.key);
}

function keyOf(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): string {
  const marks = isMark(name) ? ` ${snapshot.marksVersion}` : '';
  return `${rows} ${name.kind} ${name.kind === 'column' ? name.column.key : name.name}${marks}`;
}

/** Lies in the table of the rows itself. */
function isOwn(name: ResolvedName, rows: RowsKind): boolean {
  return name.kind === 'column' && (rows === 'backtests' || isOwnColumn(rows, name.column.key));
}

function readOther(snapshot: Snapshot, rows: RowsKind, name: ResolvedName): Vector {
  if (rows !== 'backtests') {
    return spread(snapshot, rows, vectorOf(snapshot, 'backtests', name));
  }
  return readParameter(snapshot, name.kind === 'parameter' ? name.name : '');
}

/** The values of the backtests for their studies or runs. */
function spread(snapshot: Snapshot, rows: RowsKind, vector: Vector): Vector {
  const places = placesOf(snapshot, rows).backtestPlaces as Int32Array;
  if (vector.kind === 'codes') {
    return { ...vector, codes: places.map((place) => vector.codes[place] as number) };
  }
  const values = new Float64Array(places.length);
  for (let at = 0; at < values.length; at += 1) {
    values[at] = vector.values[places[at] as number] as number;
  }
  return { kind: 'numbers', values };
}

function readColumns(snapshot: Snapshot, rows: RowsKind, names: readonly ResolvedName[]): Vector[] {
  const places = placesOf(snapshot, rows);
  const sources = openSources(snapshot.sql[rows]);
  const values = names.map((name) => sources.value(name));
  const collected = names.map((name) => {
    const isText = name.kind === 'column' && name.column.kind === 'text';
    return (isText ? collectCodes : collectNumbers)(places.nos.length);
  });
  const read = snapshot.db.prepare(
    `SELECT ${values.join(', ')} ${sources.from()} WHERE ${sources.no} > ?
     ORDER BY ${sources.no} LIMIT ${chunk}`,
  );
  if (names.length === 1) collectCells(places, read.pluck(), collected[0] as Collected);
  else collectRows(places, read.raw(), collected);
  return collected.map((column) => column.done());
}

interface ChunkReader {
  /** The rows after a row number. */
  all(after: number): unknown[];
}

/** The rows come by ascending number, so the next one has the next number in use. */
function nextNo(places: RowPlaces, no: number): number {
  let next = no + 1;
  while ((places.placeOf[next] as number) < 0) next += 1;
  return next;
}

function collectCells(places: RowPlaces, read: ChunkReader, collected: Collected): void {
  let no = 0;
  for (let found = read.all(0); found.length > 0; found = read.all(no)) {
    for (const cell of found) {
      no = nextNo(places, no);
      collected.put(places.placeOf[no] as number, cell as number | string | null);
    }
  }
}

function collectRows(places: RowPlaces, read: ChunkReader, collected: readonly Collected[]): void {
  let no = 0;
  for (let found = read.all(0); found.length > 0; found = read.all(no)) {
    for (const row of found as (number | string | null)[][]) {
      no = nextNo(places, no);
      const place = places.placeOf[no] as number;
      for (let at = 0; at < collected.length; at += 1) {
        (collected[at] as Collected).put(place, row[at] as number | string | null);
      }
    }
  }
}

function readParameter(snapshot: Snapshot, name: string): Vector {
  const { nos, placeOf } = placesOf(snapshot, 'backtests');
  const nameNo = snapshot.parameterNos.get(name) ?? -1;
  const hasText = (parameterCounts(snapshot.db).get(name)?.texts ?? 0) > 0;
  const collected = (hasText ? collectCodes : collectNumbers)(nos.length);
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
