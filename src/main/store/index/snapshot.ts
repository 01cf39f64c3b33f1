import type { Database } from 'better-sqlite3';
import type { NameScope } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { SqlScope } from './column-sql.ts';
import type { IndexReader } from './index-handle.ts';
import { keepRecentlyUsed, type RecentlyUsed } from './recently-used.ts';
import type { RowPlaces } from './row-places.ts';
import { readCounter } from './schema.ts';
import { withSqliteFailures } from './sqlite-failure.ts';
import type { Vector } from './vector.ts';

/** The index as it stands at one version, with what was worked out for that version so far. */
export interface Snapshot {
  readonly db: Database;
  readonly origin: IndexReader['origin'];
  readonly version: number;
  readonly backtests: number;
  readonly runs: number;
  readonly parameterNos: ReadonlyMap<string, number>;
  readonly names: Readonly<Record<RowsKind, NameScope>>;
  readonly sql: Readonly<Record<RowsKind, SqlScope>>;
  /** The rows of a table in the order of their handles. */
  readonly places: Map<RowsKind, RowPlaces>;
  /** Whole columns. */
  readonly vectors: RecentlyUsed<Vector>;
  /** Places of the rows that match a filter, ascending. */
  readonly matches: RecentlyUsed<Int32Array>;
  /** Places of the rows of a query, in its order. */
  readonly orders: RecentlyUsed<Int32Array>;
  /** Queries answered once without working out their whole order. */
  readonly asked: Set<string>;
  /** Facts that take a scan, by name. */
  readonly facts: Map<string, unknown>;
}

/** Bytes. A column of 1,000,000 numbers takes 8 MB, an order or a match 4 MB. */
const vectorBytes = 192 * 2 ** 20;
const orderBytes = 64 * 2 ** 20;

const current = new WeakMap<IndexReader, Snapshot>();

/** Runs queries that see one state of the index, whoever writes meanwhile. */
export function withSnapshot<Result>(
  index: IndexReader,
  work: (snapshot: Snapshot) => Result,
): Result {
  return withSqliteFailures(index.file, () =>
    index.db.transaction(() => {
      const version = readCounter(index.db, 'data_version');
      const known = current.get(index);
      if (known?.version === version) return work(known);
      const fresh = openSnapshot(index, version);
      current.set(index, fresh);
      return work(fresh);
    })(),
  );
}

function openSnapshot(index: IndexReader, version: number): Snapshot {
  const { db, origin } = index;
  const rows = db.prepare('SELECT name, name_no FROM parameter_names').raw().all();
  const parameterNos = new Map(rows as [string, number][]);
  const parameters = new Set(parameterNos.keys());
  const parameterNo = (name: string) => parameterNos.get(name) ?? -1;
  return {
    db,
    origin,
    version,
    backtests: readCounter(db, 'backtests'),
    runs: readCounter(db, 'runs'),
    parameterNos,
    names: { backtests: { rows: 'backtests', parameters }, runs: { rows: 'runs', parameters } },
    sql: { backtests: { rows: 'backtests', parameterNo }, runs: { rows: 'runs', parameterNo } },
    places: new Map(),
    vectors: keepRecentlyUsed(vectorBytes, bytesOf),
    matches: keepRecentlyUsed(orderBytes, (places) => places.byteLength),
    orders: keepRecentlyUsed(orderBytes, (places) => places.byteLength),
    asked: new Set(),
    facts: new Map(),
  };
}

/** A text takes some 60 bytes beside its characters' own. */
function bytesOf(vector: Vector): number {
  if (vector.kind === 'numbers') return vector.values.byteLength;
  return vector.codes.byteLength + vector.values.length * 100;
}

/** Works a fact out once per version. */
export function factOf<Fact>(snapshot: Snapshot, name: string, work: () => Fact): Fact {
  if (!snapshot.facts.has(name)) snapshot.facts.set(name, work());
  return snapshot.facts.get(name) as Fact;
}
