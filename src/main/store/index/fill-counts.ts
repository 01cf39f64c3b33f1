import type { Database } from 'better-sqlite3';
import type { ParameterValue, SqlValue } from '../../formats/bundle/bundle-record.ts';
import { storedBacktestColumns, storedRunColumns, storedStudyColumns } from './sql-columns.ts';

/**
 * How many rows have a value in each column, kept up with every write: counting when asked takes seconds on
 * 1,000,000 rows.
 */
export type FillScope =
  | 'backtests'
  | 'studies'
  | 'runs'
  | 'backtests of studies'
  | 'backtests of runs';

export interface ParameterCounts {
  /** Values that are numbers, and how many of these are whole. */
  numbers: number;
  wholes: number;
  /** Texts, and lists and maps as JSON. */
  texts: number;
  /** True or false. */
  switches: number;
  /** Studies and runs of the backtests that have a value. */
  studies: number;
  runs: number;
}

const columnsOf: Readonly<Record<FillScope, readonly string[]>> = {
  backtests: storedBacktestColumns.map((column) => column.key),
  studies: storedStudyColumns.map((column) => column.key),
  runs: storedRunColumns.map((column) => column.key),
  'backtests of studies': storedBacktestColumns.map((column) => column.key),
  'backtests of runs': storedBacktestColumns.map((column) => column.key),
};

export const fillSchema: readonly string[] = [
  `CREATE TABLE fill_counts (
     scope TEXT NOT NULL, key TEXT NOT NULL, filled INTEGER NOT NULL, PRIMARY KEY (scope, key)
   ) STRICT, WITHOUT ROWID`,
];

export function createFillCounts(db: Database): void {
  const insert = db.prepare('INSERT INTO fill_counts VALUES (?, ?, 0)');
  for (const [scope, keys] of Object.entries(columnsOf)) {
    for (const key of keys) insert.run(scope, key);
  }
}

export function fillCounts(db: Database, scope: FillScope): Map<string, number> {
  const read = db.prepare('SELECT key, filled FROM fill_counts WHERE scope = ?').raw();
  return new Map(read.all(scope) as [string, number][]);
}

export function parameterCounts(db: Database): Map<string, ParameterCounts> {
  const rows = db
    .prepare('SELECT name, numbers, wholes, texts, switches, studies, runs FROM parameter_names')
    .all() as (ParameterCounts & { name: string })[];
  return new Map(rows.map(({ name, ...counts }) => [name, counts]));
}

/** What belongs to a backtest: only how many of them there are counts. */
export interface PartsOfBacktest {
  readonly studies: ArrayLike<unknown>;
  readonly runs: ArrayLike<unknown>;
}

/** Collects what a batch changes. `times` is 1 for rows that come and -1 for rows that go. */
export interface FillChanges {
  count(scope: FillScope, values: readonly SqlValue[], times: number): void;
  countParameter(
    nameNo: number,
    value: Pick<ParameterValue, 'kind' | 'number'>,
    of: PartsOfBacktest,
    times: number,
  ): void;
  write(): void;
}

export function prepareFillChanges(db: Database): () => FillChanges {
  const add = db.prepare('UPDATE fill_counts SET filled = filled + ? WHERE scope = ? AND key = ?');
  const addParameter = db.prepare(
    `UPDATE parameter_names SET numbers = numbers + ?, wholes = wholes + ?, texts = texts + ?,
     switches = switches + ?, studies = studies + ?, runs = runs + ? WHERE name_no = ?`,
  );

  return () => {
    const columns = new Map<FillScope, Int32Array>();
    const parameters = new Map<number, ParameterCounts>();
    return {
      count(scope, values, times) {
        const counts = columns.get(scope) ?? new Int32Array(values.length);
        columns.set(scope, counts);
        for (let at = 0; at < values.length; at += 1) {
          if (values[at] !== null) counts[at] = (counts[at] as number) + times;
        }
      },
      countParameter(nameNo, value, of, times) {
        const counts = parameters.get(nameNo) ?? {
          numbers: 0,
          wholes: 0,
          texts: 0,
          switches: 0,
          studies: 0,
          runs: 0,
        };
        parameters.set(nameNo, counts);
        addValue(counts, value, of, times);
      },
      write() {
        for (const [scope, counts] of columns) {
          counts.forEach((count, at) => {
            if (count !== 0) add.run(count, scope, columnsOf[scope][at]);
          });
        }
        for (const [nameNo, counts] of parameters) {
          const { numbers, wholes, texts, switches, studies, runs } = counts;
          addParameter.run(numbers, wholes, texts, switches, studies, runs, nameNo);
        }
      },
    };
  };
}

function addValue(
  counts: ParameterCounts,
  { kind, number }: Pick<ParameterValue, 'kind' | 'number'>,
  of: PartsOfBacktest,
  times: number,
): void {
  const isNumber = kind === 'number' && number !== null;
  if (isNumber) counts.numbers += times;
  if (isNumber && Number.isInteger(number)) counts.wholes += times;
  if (kind === 'text' || kind === 'json') counts.texts += times;
  if (kind === 'boolean') counts.switches += times;
  if (!isNumber && (kind === 'number' || kind === 'nil')) return;
  counts.studies += of.studies.length * times;
  counts.runs += of.runs.length * times;
}
