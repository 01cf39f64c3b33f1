import { readFilter } from '#contract/filter/bind-filter.ts';
import { type ResolvedName, requireName } from '#contract/filter/resolve-names.ts';
import type { ColumnFacts, SortKey } from '#contract/operations.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import type { Dialect } from './dialects.ts';
import { filterText } from './filter-text.ts';
import { identifier, isReachable, openViewNames } from './view-names.ts';

export interface View {
  rows: RowsKind;
  /** Filter and quick search, as one expression. */
  expression: string;
  sort: readonly SortKey[];
  columns: readonly string[];
}

const prefix = 'params.';

/** The query that gives the rows of a view, in its order and with its columns. Throws `bad-request`, `bad-filter`, `unknown-column`. */
export function viewSql(view: View, facts: readonly ColumnFacts[], dialect: Dialect): string {
  const parameters = new Map(
    facts
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key, kind }) => [key.slice(prefix.length), kind]),
  );
  const scope = { rows: view.rows, parameters: new Set(parameters.keys()) };
  const names = openViewNames({ dialect, rows: view.rows, parameters });
  const filter = readFilter(view.expression, scope);
  const where = filter === null ? null : filterText(filter, names, dialect);
  const keys = view.sort.map(({ column, descending }) => {
    const value = names.value(requireName(column, scope));
    return `${value} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  const chosen = view.columns.map((column) => requireName(column, scope));
  const reached = chosen.filter(isReachable);
  const list = unique(['handle', ...reached.map(nameOf)]).map((name) => {
    const resolved = reached.find((one) => nameOf(one) === name) ?? requireName(name, scope);
    const shown = names.shown(resolved);
    return shown.split('.').at(-1) === identifier(name) ? shown : `${shown} AS ${identifier(name)}`;
  });
  return [
    ...(reached.length < chosen.length
      ? ['-- Stars, your tags, notes and the score are in no table of SQL: they are left out.']
      : []),
    `SELECT ${list.join(',\n  ')}`,
    `FROM ${names.from()}`,
    ...(where === null ? [] : [`WHERE ${where}`]),
    `ORDER BY ${[...keys, ...names.ties].join(', ')}`,
  ].join('\n');
}

/** A parameter goes by its own name, unless a column has it. */
function nameOf(name: ResolvedName): string {
  return name.kind === 'column' ? name.column.key : `${prefix}${name.name}`;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
