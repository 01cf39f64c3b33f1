import { backtestColumns, identityColumns } from './backtest-summary.ts';
import type { Column } from './column.ts';
import { markColumns } from './mark-columns.ts';
import { runColumns } from './run-summary.ts';
import { scoreColumn } from './score.ts';
import { studyColumns } from './study-summary.ts';

/** What a table shows one row per: a bundle, one of its studies on one engine, or one of its runs. */
export const rowsKinds = ['backtests', 'studies', 'runs'] as const;
export type RowsKind = (typeof rowsKinds)[number];

/** Every column of a table, parameters apart. A row's own value wins over its backtest's of the same name. */
export function columnsOf(rows: RowsKind): readonly Column[] {
  return all[rows];
}

/** Columns that lie in the rows' own table; the others are their backtest's. */
export function isOwnColumn(rows: RowsKind, key: string): boolean {
  return ownKeys[rows].has(key);
}

const own: Readonly<Record<RowsKind, readonly Column[]>> = {
  backtests: backtestColumns,
  studies: studyColumns,
  runs: runColumns,
};

const ownKeys = ofEach((rows) => new Set(own[rows].map((column) => column.key)));

const all = ofEach((rows) =>
  rows === 'backtests'
    ? [...own.backtests, ...markColumns, scoreColumn]
    : [
        ...identityColumns.filter((column) => !ownKeys[rows].has(column.key)),
        ...own[rows],
        ...markColumns,
        scoreColumn,
      ],
);

function ofEach<Value>(make: (rows: RowsKind) => Value): Readonly<Record<RowsKind, Value>> {
  return { backtests: make('backtests'), studies: make('studies'), runs: make('runs') };
}
