import type { Database } from 'better-sqlite3';
import type { NameScope } from '#contract/filter/resolve-names.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { attachMarks, marksCounter } from '../marks/attach-marks.ts';
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
  /** Of the rows and the marks together: grows with every change of either. */
  readonly version: number;
  readonly rowsVersion: number;
  /** 0 where the user has added nothing. */
  readonly marksVersion: number;
  readonly backtests: number;
  readonly studies: number;
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
  return withSqliteFailures(index.file, () => {
    if (!index.db.inTransaction) attachMarks(index);
    return index.db.transaction(() => work(snapshotOf(index)))();
  });
}

function snapshotOf(index: IndexReader): Snapshot {
  const rowsVersion = readCounter(index.db, 'data_version');
  const marksVersion = marksCounter(index.db);
  const known = current.get(index);
  const isSameRows = known?.rowsVersion === rowsVersion;
  if (isSameRows && known.marksVersion === marksVersion) return known;
  const fresh = isSameRows
    ? withOtherMarks(known, marksVersion)
    : openSnapshot(index, rowsVersion, marksVersion);
  current.set(index, fresh);
  return fresh;
}

/** A star changes no metric: what was worked out from the rows is still true, and kept under keys that say so. */
function withOtherMarks(known: Snapshot, marksVersion: number): Snapshot {
  const hasMarks = marksVersion > 0;
  return {
    ...known,
    version: known.rowsVersion + marksVersion,
    marksVersion,
    sql: {
      backtests: { ...known.sql.backtests, hasMarks },
      studies: { ...known.sql.studies, hasMarks },
      runs: { ...known.sql.runs, hasMarks },
    },
  };
}

function openSnapshot(index: IndexReader, rowsVersion: number, marksVersion: number): Snapshot {
  const { db, origin } = index;
  const rows = db.prepare('SELECT name, name_no FROM parameter_names').raw().all();
  const parameterNos = new Map(rows as [string, number][]);
  const parameters = new Set(parameterNos.keys());
  const parameterNo = (name: string) => parameterNos.get(name) ?? -1;
  return {
    db,
    origin,
    version: rowsVersion + marksVersion,
    rowsVersion,
    marksVersion,
    backtests: readCounter(db, 'backtests'),
    studies: readCounter(db, 'studies'),
    runs: readCounter(db, 'runs'),
    parameterNos,
    names: {
      backtests: { rows: 'backtests', parameters },
      studies: { rows: 'studies', parameters },
      runs: { rows: 'runs', parameters },
    },
    sql: {
      backtests: { rows: 'backtests', parameterNo, hasMarks: marksVersion > 0 },
      studies: { rows: 'studies', parameterNo, hasMarks: marksVersion > 0 },
      runs: { rows: 'runs', parameterNo, hasMarks: marksVersion > 0 },
    },
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
