import { ArchiveError } from '../archive-error.ts';
import type { Column } from '../column.ts';
import { columnsOf, type RowsKind } from '../row-columns.ts';
import { shortNames } from '../short-names.ts';
import { nearestNames } from './nearest-names.ts';
import { referenceColumns, referenceNames } from './reference-names.ts';

/** What a name stands for: a column of the table, or a parameter. */
export type ResolvedName =
  | { readonly kind: 'column'; readonly column: Column }
  | { readonly kind: 'parameter'; readonly name: string };

/** Which names there are. Parameters of an archive come from `listColumns`. */
export interface NameScope {
  readonly rows: RowsKind;
  readonly parameters: ReadonlySet<string>;
  /** Of a table that is none of an archive: its own columns, in place of those of `rows`. */
  readonly columns?: readonly Column[];
}

const parameterPrefix = /^param(?:eter)?s\./i;

/**
 * Column key, short name, reference spelling (`summary_sharpe_ratio`, `bundle_path`), `params.NAME`, or the
 * bare name of a parameter, in this order; upper and lower case are told apart only where both exist.
 * Null when there is none.
 */
export function resolveName(name: string, scope: NameScope): ResolvedName | null {
  if (parameterPrefix.test(name)) {
    const parameter = name.replace(parameterPrefix, '');
    // A parameter may itself be called by a name in quotes.
    return resolveParameter(
      scope.parameters.has(parameter) ? parameter : unquoted(parameter),
      scope,
    );
  }
  const column = findColumn(name, scope);
  return column ? { kind: 'column', column } : resolveParameter(name, scope);
}

/** `name` without its `params.`. */
export function resolveParameter(name: string, scope: NameScope): ResolvedName | null {
  if (scope.parameters.has(name)) return { kind: 'parameter', name };
  const lower = name.toLowerCase();
  const alike = [...scope.parameters].filter((known) => known.toLowerCase() === lower);
  return alike.length === 1 ? { kind: 'parameter', name: alike[0] as string } : null;
}

/** The same, or `unknown-column` with the nearest names. */
export function requireName(name: string, scope: NameScope): ResolvedName {
  const found = resolveName(name, scope);
  if (found) return found;
  throw unknownName(name, scope);
}

export function unknownName(name: string, scope: NameScope, offset?: number): ArchiveError {
  const nearest = nearestNames(name.replace(parameterPrefix, ''), namesOf(scope));
  const hint = nearest.length > 0 ? `; did you mean ${nearest.join(', ')}?` : '';
  const place = offset === undefined ? '' : `, at character ${offset + 1}`;
  return new ArchiveError(
    'unknown-column',
    `no column or parameter "${name}"${place}${hint}`,
    offset === undefined ? {} : { offset },
  );
}

/** Every name that can be typed: column keys, short names, then parameters. */
export function namesOf(scope: NameScope): string[] {
  const short = Object.keys(shortNames).filter((name) => findColumn(name, scope));
  const keys = (scope.columns ?? columnsOf(scope.rows)).map((column) => column.key);
  return [...new Set([...keys, ...short, ...scope.parameters])];
}

const byName: Readonly<Record<RowsKind, ReadonlyMap<string, Column>>> = {
  backtests: columnsByName('backtests'),
  studies: columnsByName('studies'),
  runs: columnsByName('runs'),
};

function findColumn(name: string, { rows, columns }: NameScope): Column | undefined {
  const lower = name.toLowerCase();
  if (columns !== undefined) return columns.find((column) => column.key === lower);
  return byName[rows].get(lower);
}

function columnsByName(rows: RowsKind): ReadonlyMap<string, Column> {
  const found = new Map<string, Column>();
  for (const column of [...referenceColumns, ...columnsOf(rows)]) found.set(column.key, column);
  for (const [name, key] of [...Object.entries(shortNames), ...Object.entries(referenceNames)]) {
    const column = found.get(key);
    if (column && !found.has(name)) found.set(name, column);
  }
  for (const [key, column] of [...found]) {
    const prefixed = `summary_${key}`;
    if (column.source === `summary.${key}` || column.source.endsWith(`backtest_metrics.${key}`)) {
      found.set(prefixed, column);
    }
  }
  return found;
}

function unquoted(name: string): string {
  return /^(["'`]).*\1$/s.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name;
}
