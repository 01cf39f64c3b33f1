import type { Database, Statement } from 'better-sqlite3';
import { prepareFillChanges } from './fill-counts.ts';
import { referenceTableColumns } from './reference-schema.ts';
import {
  placeholders,
  quoteIdentifier,
  storedBacktestColumns,
  storedRunColumns,
  storedStudyColumns,
} from './sql-columns.ts';

/** Everything that writes a row, prepared once per connection. */
export function prepareWriting(db: Database) {
  const backtest = ['mtime_ns', ...storedBacktestColumns.map((column) => column.key)];
  const run = storedRunColumns.map((column) => column.key);
  const study = storedStudyColumns.map((column) => column.key);
  return {
    openFillChanges: prepareFillChanges(db),
    setCounter: db.prepare('UPDATE strata_index SET value = ? WHERE name = ?'),
    findNo: db.prepare('SELECT no FROM backtests WHERE handle = ?').pluck(),

    insertBacktest: db.prepare(
      `INSERT INTO backtests (${list(backtest)}) VALUES (${placeholders(backtest.length)})`,
    ),
    updateBacktest: db.prepare(`UPDATE backtests SET ${assignments(backtest)} WHERE no = ?`),
    readBacktest: db.prepare(`SELECT ${list(backtest.slice(1))} FROM backtests WHERE no = ?`).raw(),
    deleteBacktest: db.prepare('DELETE FROM backtests WHERE no = ?'),
    setHandle: db.prepare('UPDATE backtests SET handle = ? WHERE no = ?'),
    moveBacktest: db.prepare(
      `UPDATE backtests SET handle = ?, folder = ?, file_name = ?, file_size = ?, mtime_ns = ?,
       modified_at = ? WHERE no = ?`,
    ),

    insertReference: db.prepare(
      `INSERT INTO backtest_index (rowid, ${list(referenceTableColumns)})
       VALUES (?, ${placeholders(referenceTableColumns.length)})`,
    ),
    updateReference: db.prepare(
      `UPDATE backtest_index SET ${assignments(referenceTableColumns)} WHERE rowid = ?`,
    ),
    deleteReference: db.prepare('DELETE FROM backtest_index WHERE rowid = ?'),
    setPath: db.prepare('UPDATE backtest_index SET bundle_path = ? WHERE rowid = ?'),
    moveReference: db.prepare(
      'UPDATE backtest_index SET bundle_path = ?, bundle_mtime_ns = ?, bundle_size = ? WHERE rowid = ?',
    ),

    /** A run keeps its number as long as its backtest has one at its position. */
    putRun: db.prepare(
      `INSERT INTO runs (backtest_no, ${list(run)}) VALUES (?, ${placeholders(run.length)})
       ON CONFLICT (backtest_no, run) DO UPDATE SET
       ${run.map((key) => `${quoteIdentifier(key)} = excluded.${quoteIdentifier(key)}`).join(', ')}`,
    ),
    readRuns: db.prepare(`SELECT ${list(run)} FROM runs WHERE backtest_no = ?`).raw(),
    deleteRunsFrom: db.prepare('DELETE FROM runs WHERE backtest_no = ? AND run >= ?'),

    /** As a run: it keeps its number as long as its backtest has one at its position. */
    putStudy: db.prepare(
      `INSERT INTO studies (backtest_no, study, ${list(study)})
       VALUES (?, ?, ${placeholders(study.length)}) ON CONFLICT (backtest_no, study) DO UPDATE SET
       ${study.map((key) => `${quoteIdentifier(key)} = excluded.${quoteIdentifier(key)}`).join(', ')}`,
    ),
    readStudies: db.prepare(`SELECT ${list(study)} FROM studies WHERE backtest_no = ?`).raw(),
    deleteStudiesFrom: db.prepare('DELETE FROM studies WHERE backtest_no = ? AND study >= ?'),

    putParameter: db.prepare('INSERT OR REPLACE INTO parameters VALUES (?, ?, ?, ?, ?)'),
    readParameters: db
      .prepare(
        `SELECT p.name_no, p.kind, p.number FROM parameter_names n
         JOIN parameters p ON p.name_no = n.name_no AND p.backtest_no = ?`,
      )
      .raw(),
    deleteParameters: db.prepare(
      `DELETE FROM parameters WHERE backtest_no = ?
       AND name_no IN (SELECT name_no FROM parameter_names)`,
    ),
    parameterNo: parameterNumbers(db),

    putPriceFile: db.prepare('INSERT INTO price_files VALUES (?, ?, ?, ?, ?)'),
    deletePriceFiles: db.prepare('DELETE FROM price_files WHERE backtest_no = ?'),

    putFailure: db.prepare('INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    deleteFailure: db.prepare('DELETE FROM failures WHERE handle = ?'),
  };
}

export type WriteStatements = ReturnType<typeof prepareWriting>;

/** Looked up each time: another process, or a batch that was rolled back, may have numbered them differently. */
function parameterNumbers(db: Database): (name: string) => number {
  const find: Statement = db.prepare('SELECT name_no FROM parameter_names WHERE name = ?').pluck();
  const insert = db.prepare('INSERT INTO parameter_names (name) VALUES (?)');
  return (name) => {
    const known = find.get(name) as number | undefined;
    return known ?? Number(insert.run(name).lastInsertRowid);
  };
}

function list(names: readonly string[]): string {
  return names.map(quoteIdentifier).join(', ');
}

function assignments(names: readonly string[]): string {
  return names.map((name) => `${quoteIdentifier(name)} = ?`).join(', ');
}
