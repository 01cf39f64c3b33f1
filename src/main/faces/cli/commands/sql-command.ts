import { resolve } from 'node:path';
import type { SqlCell, SqlResult } from '#contract/sql.ts';
import { healViewsBeforeReading } from '../../../operations/heal-derived.ts';
import { runSql } from '../../../operations/sql/run-sql.ts';
import { sqlPlaceAt } from '../../../operations/sql/sql-source.ts';
import { createTask } from '../../../operations/task-context.ts';
import type { Command } from '../command-context.ts';
import { exitCodes } from '../exit-code.ts';
import { wholeOption } from '../option-values.ts';
import type { ChosenColumn } from '../output/chosen-column.ts';
import { outputFormat } from '../output/print-rows.ts';
import { writeCsvRows } from '../output/write-csv.ts';
import { writeJson } from '../output/write-json.ts';
import { writeTable } from '../output/write-table.ts';

const usualSeconds = 60;
const usualRows = 10_000;

export const runSqlCommand: Command = async (context) => {
  const { given, terminal } = context;
  const [archive, sql] = given.words as [string, string];
  const format = outputFormat(context);
  const limit = wholeOption(given, 'limit', 1) ?? usualRows;
  const seconds = wholeOption(given, 'timeout', 1) ?? usualSeconds;
  const place = sqlPlaceAt(resolve(archive));
  // The answer is right all the same; other programs read views.sql.
  if ('root' in place) await healViewsBeforeReading(place.root, createTask().task);
  const result = await runSql({
    ...place,
    sql,
    timeout: seconds * 1000,
    maxRows: limit,
    signal: terminal.signal,
  });
  const columns = result.columns.map(({ name }): ChosenColumn => {
    return { key: name, query: name, from: 'cell', column: null };
  });
  if (format === 'json')
    await writeJson(
      terminal,
      result.rows.map((row) => asObject(result, row)),
    );
  else if (format === 'csv') await writeCsvRows(terminal, columns, result.rows.map(withTexts));
  else await writeTable(terminal, columns, result.rows.map(withTexts));
  if (result.isCut) terminal.say(`Only the first ${limit} rows: --limit N for more.\n`);
  return exitCodes.done;
};

function asObject({ columns }: SqlResult, row: readonly SqlCell[]): Record<string, SqlCell> {
  return Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null]));
}

function withTexts(row: readonly SqlCell[]): (string | number | null)[] {
  return row.map((cell) => (typeof cell === 'boolean' ? String(cell) : cell));
}
