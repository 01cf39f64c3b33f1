import type { CellValue } from '#contract/column.ts';
import { type ResolvedName, requireName } from '#contract/filter/resolve-names.ts';
import type { Row } from '#contract/operations.ts';
import { openSources } from './column-sql.ts';
import { placesOf } from './read-places.ts';
import type { Snapshot } from './snapshot.ts';
import { isScore, type ScoredScope, scoreVector } from './weighted-scores.ts';

/** Reads rows by number; a number that no row has any more gives null. */
export type ReadRow = (no: number) => Row | null;

/** Throws `unknown-column`. `scope`: which rows they are among, which the score depends on. */
export function prepareRows(
  snapshot: Snapshot,
  scope: ScoredScope,
  columns: readonly string[],
): ReadRow {
  const { rows } = scope;
  const names = columns.map((column) => requireName(column, snapshot.names[rows]));
  const sources = openSources(snapshot.sql[rows]);
  const leading = ['handle', 'bundle_id'].map((key) =>
    sources.value(requireName(key, snapshot.names[rows])),
  );
  const run = rows === 'runs' ? 'r.run' : 'NULL';
  const cells = names.filter(isStored).map((name) => sources.value(name));
  const read = snapshot.db
    .prepare(
      `SELECT ${[sources.backtestNo, ...leading, run, ...cells].join(', ')} ${sources.from()}
       WHERE ${sources.no} = ?`,
    )
    .raw();
  const parameter = prepareParameter(snapshot);
  const score = names.some(isScore) ? prepareScore(snapshot, scope) : () => null;

  return (no) => {
    const found = read.get(no) as [number, string, string | null, number | null] | undefined;
    if (!found) return null;
    const [backtest, handle, id, position, ...values] = found as [
      number,
      string,
      string | null,
      number | null,
      ...(number | string | null)[],
    ];
    let next = 0;
    const row = names.map((name) => {
      if (name.kind === 'parameter') return parameter(name, backtest);
      if (isScore(name)) return score(no);
      next += 1;
      return cellOf(values[next - 1] as number | string | null);
    });
    return { no, id: id ?? '', handle, run: position, cells: row };
  };
}

function isStored(name: ResolvedName): boolean {
  return name.kind === 'column' && !isScore(name);
}

/** Adding 0 turns -0, which JSON keeps, into 0. */
function prepareScore(snapshot: Snapshot, scope: ScoredScope): (no: number) => CellValue {
  const vector = scoreVector(snapshot, scope);
  const { placeOf } = placesOf(snapshot, scope.rows);
  const values = vector.kind === 'numbers' ? vector.values : new Float64Array();
  return (no) => (values[placeOf[no] ?? -1] ?? 0) + 0;
}

/** JSON has no infinities, so they cross as tags. */
export function cellOf(value: number | string | null): CellValue {
  if (value === Infinity) return 'inf';
  return value === -Infinity ? '-inf' : value;
}

/** A switch reads as true or false, whatever the filter compares it with. */
export function parameterCell(kind: string, number: number | null, text: string | null): CellValue {
  if (kind === 'boolean') return number === 1 ? 'true' : 'false';
  return cellOf(number ?? text);
}

function prepareParameter(snapshot: Snapshot) {
  const read = snapshot.db
    .prepare('SELECT kind, number, text FROM parameters WHERE name_no = ? AND backtest_no = ?')
    .raw();
  return (name: Extract<ResolvedName, { kind: 'parameter' }>, backtest: number): CellValue => {
    const found = read.get(snapshot.parameterNos.get(name.name) ?? -1, backtest);
    return found ? parameterCell(...(found as [string, number | null, string | null])) : null;
  };
}
