import { ArchiveError } from '#contract/archive-error.ts';
import type { ColumnKind } from '#contract/column.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import { isMarkKey } from '#contract/mark-columns.ts';
import { isOwnColumn, type RowsKind } from '#contract/row-columns.ts';
import { scoreColumn } from '#contract/score.ts';
import type { Dialect } from './dialects.ts';

/** How names of a view are written in its SQL, and which tables that needs. */
export interface ViewNames {
  /** As filters and sorting see it. Of a parameter its number, else its text. */
  value(name: ResolvedName): string;
  /** The number and the text of a parameter; null where its values are all of the other kind. */
  parts(name: string): { number: string | null; text: string | null };
  /** As the answer shows it. */
  shown(name: ResolvedName): string;
  from(): string;
  /** What rows of equal keys are ordered by. */
  readonly ties: readonly string[];
}

export interface NamesOptions {
  dialect: Dialect;
  rows: RowsKind;
  /** Kinds of the parameters, by name: `text` where any of them is one. */
  parameters: ReadonlyMap<string, ColumnKind>;
}

const aliases: Readonly<Record<RowsKind, string>> = { backtests: 'b', studies: 's', runs: 'r' };

/** Throws `bad-request` for columns that SQL does not reach. */
export function openViewNames({ dialect, rows, parameters }: NamesOptions): ViewNames {
  const alias = aliases[rows];
  const isDuckdb = dialect.name === 'duckdb';
  if (rows === 'studies' && isDuckdb) {
    throw new ArchiveError(
      'bad-request',
      'the datasets of a tiered archive have no table of studies',
      {
        advice: 'Show backtests or runs, or copy the CLI command.',
      },
    );
  }

  function plain({ key }: { key: string }): string {
    if (isMarkKey(key)) throw unreachable(key, 'what you added lies apart, in user.sqlite');
    if (key === scoreColumn.key) throw unreachable(key, 'it depends on the rows that match');
    if (rows !== 'backtests' && isOwnColumn(rows, key)) return `${alias}.${identifier(key)}`;
    if (key === 'bundle_path') {
      const path = "b.folder || '/' || b.file_name";
      return `CASE b.folder WHEN '' THEN b.file_name ELSE ${path} END`;
    }
    if (key === 'parameters_json' && isDuckdb) return 'b.parameters';
    if (key in reference) {
      if (isDuckdb) throw unreachable(key, 'only the index has it');
      return reference[key]!;
    }
    return `b.${identifier(key)}`;
  }

  function parts(name: string) {
    const backtest = isDuckdb ? 'b' : 'b.no';
    const { number, text } = dialect.parameter(name, backtest);
    const kind = parameters.get(name);
    return kind === 'text' ? { number, text } : { number, text: null };
  }

  return {
    parts,
    value(name) {
      if (name.kind === 'parameter') {
        const { number, text } = parts(name.name);
        return text === null ? number! : mixed(number!, text, isDuckdb);
      }
      const { kind } = name.column;
      const expression = plain(name.column);
      if (kind === 'time') return dialect.time(expression);
      return kind === 'real' ? dialect.number(expression) : expression;
    },
    shown(name) {
      if (name.kind === 'column') {
        const expression = plain(name.column);
        return name.column.kind === 'real' ? dialect.number(expression) : expression;
      }
      const { number, text } = parts(name.name);
      return text === null ? number! : mixed(number!, text, isDuckdb);
    },
    from() {
      const key = isDuckdb ? 'b.bundle_id' : 'b.no';
      const own = isDuckdb ? `${alias}.bundle_id` : `${alias}.backtest_no`;
      const reads = isDuckdb ? '' : ' LEFT JOIN backtest_index x ON x.rowid = b.no';
      if (rows === 'backtests') return `backtests b${reads}`;
      return `${rows} ${alias} JOIN backtests b ON ${key} = ${own}${reads}`;
    },
    ties: { backtests: ['b.handle'], studies: ['b.handle', 's.no'], runs: ['b.handle', 'r.run'] }[
      rows
    ],
  };
}

/** DuckDB's columns have one type. */
function mixed(number: string, text: string, isDuckdb: boolean): string {
  return isDuckdb ? `coalesce(${text}, (${number})::VARCHAR)` : `coalesce(${number}, ${text})`;
}

const reference: Readonly<Record<string, string>> = {
  bundle_mtime_ns: 'b.mtime_ns',
  parameters_json: 'x.parameters_json',
  strategy_ids_json: 'x.strategy_ids_json',
};

/** Whether SQL can ask for the column: what the user added and the score are in no table of it. */
export function isReachable(name: ResolvedName): boolean {
  return (
    name.kind === 'parameter' ||
    !(isMarkKey(name.column.key) || name.column.key === scoreColumn.key)
  );
}

const plainName = /^[a-z_][a-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set(['window', 'end', 'start', 'run', 'engine']);

export function identifier(name: string): string {
  const isPlain = plainName.test(name) && !reserved.has(name);
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

function unreachable(key: string, why: string): ArchiveError {
  return new ArchiveError('bad-request', `${key} cannot be asked for in SQL: ${why}`, {
    advice: 'Leave it out of filter and order, or copy the CLI command.',
  });
}
