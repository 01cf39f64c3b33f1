import type { CellValue } from '#contract/column.ts';
import { type ResolvedName, requireName } from '#contract/filter/resolve-names.ts';
import type { Row } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { openSources } from './column-sql.ts';
import type { Snapshot } from './snapshot.ts';

/** Reads rows by number; a number that no row has any more gives null. */
export type ReadRow = (no: number) => Row | null;

/** Throws `unknown-column`. */
export function prepareRows(
  snapshot: Snapshot,
  rows: RowsKind,
  columns: readonly string[],
): ReadRow {
  const names = columns.map((column) => requireName(column, snapshot.names[rows]));
  const sources = openSources(snapshot.sql[rows]);
  const leading = ['handle', 'bundle_id'].map((key) =>
    sources.value(requireName(key, snapshot.names[rows])),
  );
  const run = rows === 'runs' ? 'r.run' : 'NULL';
  const cells = names.filter((name) => name.kind === 'column').map((name) => sources.value(name));
  const read = snapshot.db
    .prepare(
      `SELECT ${[sources.backtestNo, ...leading, run, ...cells].join(', ')} ${sources.from()}
       WHERE ${sources.no} = ?`,
    )
    .raw();
  const parameter = prepareParameter(snapshot);

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
      next += 1;
      return cellOf(values[next - 1] as number | string | null);
    });
    return { no, id: id ?? '', handle, run: position, cells: row };
  };
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
