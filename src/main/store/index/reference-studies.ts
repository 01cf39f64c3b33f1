import type { Database } from 'better-sqlite3';
import { summaryColumns } from '#contract/backtest-summary.ts';
import { usualStudy } from '#contract/study-summary.ts';
import type { SqlValue } from '../../formats/bundle/bundle-record.ts';
import { storedStudyColumns } from './sql-columns.ts';
import { integerOf, numberOf } from './sql-value.ts';

export type ReferenceRow = Readonly<Record<string, SqlValue>>;

/** The rows of studies that belong to a row of an index of the reference, in the order of `storedStudyColumns`. */
export type StudiesOfRow = (row: ReferenceRow) => SqlValue[][];

/**
 * An index of 9.0 has a row over all universes for each study and engine, and one for each of its universes.
 * One of 8.10 has a row for each bundle: its one study, on one engine. What neither says (windows, roles, samples,
 * symbols, capital, tests) stays NULL.
 */
export function studiesIn(source: Database, columns: ReadonlySet<string>): StudiesOfRow {
  if (!columns.has('universe_key')) return (row) => (isFilled(row) ? [studyOf(row)] : []);
  const ofUniverses = source
    .prepare<SqlValue[], ReferenceRow>(
      `SELECT * FROM backtest_index
       WHERE bundle_path = ? AND engine_type = ? AND study_name = ? AND universe_key <> '' ORDER BY rowid`,
    )
    .safeIntegers();
  return (row) => {
    const key = [row.bundle_path, row.engine_type, row.study_name].map((value) => value ?? null);
    return [row, ...ofUniverses.all(...key)].map(studyOf);
  };
}

/** As in a folder of bundles: one that holds neither runs nor a summary has no study. */
function isFilled(row: ReferenceRow): boolean {
  const hasSummary = summaryColumns.some(({ key }) => (row[`summary_${key}`] ?? null) !== null);
  return hasSummary || Number(row.number_of_runs ?? 0) > 0;
}

function studyOf(row: ReferenceRow): SqlValue[] {
  const values: Record<string, SqlValue> = {
    study_name: textOf(row.study_name) ?? usualStudy,
    engine: textOf(row.engine_type),
    universe_key: textOf(row.universe_key) || null,
    study_description: textOf(row.study_description),
    number_of_runs: integerOf(numberOf(row.number_of_runs ?? null)),
    risk_free_rate: numberOf(row.risk_free_rate ?? null),
  };
  for (const { key } of summaryColumns) values[key] = numberOf(row[`summary_${key}`] ?? null);
  return storedStudyColumns.map(({ key }) => values[key] ?? null);
}

export function textOf(value: SqlValue | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
