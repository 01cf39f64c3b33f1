import type { Database } from 'better-sqlite3';

/**
 * Tables of an index as rows that two indexes of the same archive have in common: without row numbers,
 * which depend on the order in which things came in, and without the version that counts writes.
 */
const tables: Readonly<Record<string, string>> = {
  backtests: `SELECT handle AS key, * FROM backtests ORDER BY handle`,
  backtest_index: `SELECT bundle_path AS key, * FROM backtest_index ORDER BY bundle_path`,
  runs: `SELECT b.handle || ' run ' || r.run AS key, r.* FROM runs r JOIN backtests b ON b.no = r.backtest_no
         ORDER BY b.handle, r.run`,
  studies: `SELECT b.handle || ' study ' || s.study AS key, s.* FROM studies s
            JOIN backtests b ON b.no = s.backtest_no ORDER BY b.handle, s.study`,
  price_files: `SELECT b.handle || ' price ' || p.place AS key, p.key AS price, p.store, p.file FROM price_files p
                JOIN backtests b ON b.no = p.backtest_no ORDER BY b.handle, p.place`,
  parameters: `SELECT b.handle || ' ' || n.name AS key, p.kind, p.number, p.text FROM parameters p
               JOIN backtests b ON b.no = p.backtest_no JOIN parameter_names n USING (name_no)
               ORDER BY b.handle, n.name`,
  parameter_names: `SELECT name AS key, numbers, wholes, texts, switches, studies, runs FROM parameter_names
                    WHERE numbers + texts + switches > 0 ORDER BY name`,
  failures: `SELECT handle AS key, path, mtime_ns, size, code FROM failures ORDER BY handle`,
  fill_counts: `SELECT scope || ' ' || key AS key, filled FROM fill_counts ORDER BY scope, fill_counts.key`,
  strata_index: `SELECT name AS key, value FROM strata_index WHERE name <> 'data_version' ORDER BY name`,
  stored_manifests: `SELECT sha256 AS key, * FROM stored_manifests ORDER BY sha256`,
  stored_backtests: `SELECT bundle_id AS key, * FROM stored_backtests ORDER BY bundle_id`,
  stored_files: `SELECT handle AS key, * FROM stored_files ORDER BY handle`,
  stored_aliases: `SELECT id AS key, * FROM stored_aliases ORDER BY id`,
  stored_tombstones: `SELECT bundle_id AS key, * FROM stored_tombstones ORDER BY bundle_id`,
};

const rowNumbers: ReadonlySet<string> = new Set(['no', 'backtest_no']);

export interface IndexDifference {
  table: string;
  /** What the row is known by. */
  key: string;
}

const noPacks: ReadonlySet<string> = new Set();

/**
 * The first difference of every table; chunks may lie in more than one pack and are compared by what they are.
 * `packs`: all that lie there, also of batches of which nothing counts any more, which `expected` does not know.
 */
export function compareIndexes(
  actual: Database,
  expected: Database,
  packs = noPacks,
): IndexDifference[] {
  const found: IndexDifference[] = [];
  for (const [table, sql] of Object.entries(tables)) {
    if (!hasTable(expected, table)) continue;
    if (!hasTable(actual, table)) {
      found.push({ table, key: '' });
      continue;
    }
    const key = firstDifference(rowsOf(actual, sql), rowsOf(expected, sql));
    if (key !== null) found.push({ table, key });
  }
  if (!hasTable(expected, 'stored_chunks')) return found;
  const missing = missingChunk(actual, expected, packs);
  if (missing !== null) found.push({ table: 'stored_chunks', key: missing });
  return found;
}

function hasTable(db: Database, name: string): boolean {
  return (
    db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(name) !==
    undefined
  );
}

function* rowsOf(db: Database, sql: string): Generator<Record<string, unknown>> {
  yield* db.prepare<[], Record<string, unknown>>(sql).safeIntegers().iterate();
}

function firstDifference(
  actual: Iterator<Record<string, unknown>>,
  expected: Iterator<Record<string, unknown>>,
): string | null {
  for (;;) {
    const [a, b] = [actual.next(), expected.next()];
    if (a.done && b.done) return null;
    const key = String((b.done ? a.value : b.value)?.key);
    if (a.done || b.done || !isSame(a.value, b.value)) {
      actual.return?.();
      expected.return?.();
      return key;
    }
  }
}

function isSame(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => rowNumbers.has(name) || isSameValue(a[name], b[name]));
}

function isSameValue(a: unknown, b: unknown): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array
    ? Buffer.compare(a, b) === 0
    : Object.is(a, b);
}

/** Every chunk that counts must be findable at a place that some pack of the archive has it at. */
function missingChunk(
  actual: Database,
  expected: Database,
  there: ReadonlySet<string>,
): string | null {
  const find = actual.prepare<
    [string, string],
    { pack: string | null; start: number; length: number }
  >('SELECT pack, start, length FROM stored_chunks WHERE kind = ? AND id = ?');
  const all = expected.prepare<
    [],
    { kind: string; id: string; pack: string | null; start: number; length: number }
  >('SELECT kind, id, pack, start, length FROM stored_chunks');
  const packs = new Set(
    expected.prepare<[], string | null>('SELECT DISTINCT pack FROM stored_chunks').pluck().all(),
  );
  for (const { kind, id, pack, start, length } of all.iterate()) {
    const place = find.get(kind, id);
    if (place === undefined || place.length !== length) return `${kind} ${id}`;
    if (place.pack === pack && place.start !== start) return `${kind} ${id}`;
    if (place.pack === pack || packs.has(place.pack)) continue;
    if (place.pack === null || !there.has(place.pack)) return `${kind} ${id}`;
  }
  return null;
}
