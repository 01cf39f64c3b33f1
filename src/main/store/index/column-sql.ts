import { ArchiveError } from '#contract/archive-error.ts';
import type { Column } from '#contract/column.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import { isMarkKey, type MarkKey } from '#contract/mark-columns.ts';
import { isOwnColumn, type RowsKind } from '#contract/row-columns.ts';
import { scoreColumn } from '#contract/score.ts';
import { marksSchema } from '../marks/attach-marks.ts';
import { quoteIdentifier } from './sql-columns.ts';

/**
 * Turns names into SQL. Every identifier comes from the column lists of the contract, a parameter is named by
 * its number in table `parameter_names`; what a user typed is only ever bound, see `filter-sql.ts`.
 */
export interface SqlScope {
  readonly rows: RowsKind;
  readonly parameterNo: (name: string) => number;
  /** What the user added is attached to the connection. */
  readonly hasMarks: boolean;
}

/** The expressions of a statement, and the tables they turn out to need. */
export interface Sources {
  /** The value as SQLite compares it; of a parameter its number, else its text. */
  value(name: ResolvedName): string;
  /** Whether the user gave the backtest a tag that `test`, of `tag`, is true of. */
  hasTag(test: string): string;
  /** `FROM …` with its joins: to be asked last. */
  from(): string;
  /** Expression of the row number. */
  readonly no: string;
  /** Of the row number of its backtest. */
  readonly backtestNo: string;
}

/** The table of each kind of rows, with its name in statements. */
const tables: Readonly<Record<RowsKind, { from: string; alias: string; backtestNo: string }>> = {
  backtests: { from: 'backtests b', alias: 'b', backtestNo: 'b.no' },
  studies: { from: 'studies s', alias: 's', backtestNo: 's.backtest_no' },
  runs: { from: 'runs r', alias: 'r', backtestNo: 'r.backtest_no' },
};

export function openSources(scope: SqlScope): Sources {
  const { from, alias, backtestNo } = tables[scope.rows];
  const isPart = scope.rows !== 'backtests';
  const used = { backtests: !isPart, reference: false, marks: false };

  function columnValue(column: Column): string {
    if (isPart && isOwnColumn(scope.rows, column.key)) {
      return `${alias}.${quoteIdentifier(column.key)}`;
    }
    if (isMarkKey(column.key)) return markValue(column.key);
    if (column.key === scoreColumn.key) throw scoreInFilter();
    const virtual = referenceExpressions[column.key];
    if (virtual?.startsWith('x.')) used.reference = true;
    else used.backtests = true;
    return virtual ?? `b.${quoteIdentifier(column.key)}`;
  }

  function parameterValue(name: string): string {
    // A subquery rather than a join: SQLite joins 64 tables at most.
    return `(SELECT coalesce(number, text) FROM parameters
      WHERE name_no = ${scope.parameterNo(name)} AND backtest_no = ${backtestNo})`;
  }

  function markValue(key: MarkKey): string {
    used.backtests = true;
    if (!scope.hasMarks) return key === 'starred' ? '0' : 'NULL';
    if (key !== 'user_tags') {
      used.marks = true;
      return key === 'starred' ? 'coalesce(m.starred, 0)' : 'm.note';
    }
    return `(SELECT group_concat(tag, ', ') FROM
      (SELECT tag FROM ${marksSchema}.tags WHERE bundle_id = b.bundle_id ORDER BY tag))`;
  }

  function hasTag(test: string): string {
    used.backtests = true;
    if (!scope.hasMarks) return `EXISTS (SELECT 1 FROM (SELECT NULL AS tag) WHERE ${test})`;
    return `EXISTS (SELECT 1 FROM ${marksSchema}.tags WHERE bundle_id = b.bundle_id AND ${test})`;
  }

  return {
    hasTag,
    no: `${alias}.no`,
    backtestNo,
    value: (name) =>
      name.kind === 'parameter' ? parameterValue(name.name) : columnValue(name.column),
    from() {
      const joins = [from];
      if (isPart && used.backtests) joins.push(`JOIN backtests b ON b.no = ${backtestNo}`);
      if (used.reference) joins.push(`JOIN backtest_index x ON x.rowid = ${backtestNo}`);
      if (used.marks) joins.push(`LEFT JOIN ${marksSchema}.marks m ON m.bundle_id = b.bundle_id`);
      return `FROM ${joins.join(' ')}`;
    },
  };
}

/** It is worked out over the rows that match, so it cannot decide which these are. */
function scoreInFilter(): ArchiveError {
  return new ArchiveError(
    'bad-filter',
    'score depends on the rows that match: it is no condition',
    {
      advice: 'Sort by the score instead, or ask for the metrics it is made of.',
    },
  );
}

/** The columns of `contract/filter/reference-names.ts`. */
const referenceExpressions: Readonly<Record<string, string>> = {
  bundle_path: "iif(b.folder = '', b.file_name, b.folder || '/' || b.file_name)",
  bundle_mtime_ns: 'b.mtime_ns',
  parameters_json: 'x.parameters_json',
  strategy_ids_json: 'x.strategy_ids_json',
};
