import type { Column } from '#contract/column.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import { isMarkKey, type MarkKey } from '#contract/mark-columns.ts';
import type { RowsKind } from '#contract/row-columns.ts';
import { runColumns } from '#contract/run-summary.ts';
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
}

const ownRunKeys = new Set(runColumns.map((column) => column.key));

export function openSources(scope: SqlScope): Sources {
  const isRuns = scope.rows === 'runs';
  const used = { backtests: !isRuns, reference: false, marks: false };
  const backtestNo = isRuns ? 'r.backtest_no' : 'b.no';

  function columnValue(column: Column): string {
    if (isRuns && ownRunKeys.has(column.key)) return `r.${quoteIdentifier(column.key)}`;
    if (isMarkKey(column.key)) return markValue(column.key);
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
    no: isRuns ? 'r.no' : 'b.no',
    value: (name) =>
      name.kind === 'parameter' ? parameterValue(name.name) : columnValue(name.column),
    from() {
      const joins = [isRuns ? 'runs r' : 'backtests b'];
      if (isRuns && used.backtests) joins.push('JOIN backtests b ON b.no = r.backtest_no');
      if (used.reference) joins.push(`JOIN backtest_index x ON x.rowid = ${backtestNo}`);
      if (used.marks) joins.push(`LEFT JOIN ${marksSchema}.marks m ON m.bundle_id = b.bundle_id`);
      return `FROM ${joins.join(' ')}`;
    },
  };
}

/** The columns of `contract/filter/reference-names.ts`. */
const referenceExpressions: Readonly<Record<string, string>> = {
  bundle_path: "iif(b.folder = '', b.file_name, b.folder || '/' || b.file_name)",
  bundle_mtime_ns: 'b.mtime_ns',
  parameters_json: 'x.parameters_json',
  strategy_ids_json: 'x.strategy_ids_json',
};
