import { backtestColumns, identityColumns, summaryColumns } from '#contract/backtest-summary.ts';
import type { Column } from '#contract/column.ts';
import { resolveName } from '#contract/filter/resolve-names.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';
import { runIdentityColumns, runMetricColumns } from '#contract/run-summary.ts';
import { shortNames } from '#contract/short-names.ts';
import { studyColumns } from '#contract/study-summary.ts';

/** A column of what is printed. */
export interface ChosenColumn {
  /** Its name in JSON and CSV. */
  readonly key: string;
  /** What the engine is asked for; null for what every row has by itself. */
  readonly query: string | null;
  readonly from: 'cell' | 'id' | 'handle' | 'run' | 'score' | 'json';
  /** Null for a parameter, whose values say themselves what they are. */
  readonly column: Column | null;
}

export const scoreColumn: ChosenColumn = {
  key: '_score',
  query: null,
  from: 'score',
  column: {
    key: '_score',
    kind: 'real',
    unit: 'ratio',
    group: 'identity',
    label: 'Score',
    meaning: 'Weighted score of the ranking',
    nullRule: 'ranked by a single metric',
    source: 'derived',
  },
};

/** Columns of `--columns`: any spelling. A short name becomes the column's own, the reference's stay as they are. */
export function chooseColumns(names: readonly string[], rows: RowsKind): ChosenColumn[] {
  return names.map((name) => chooseColumn(name, rows));
}

/** What JSON rows hold when nothing is asked for. */
export function allColumns(rows: RowsKind): ChosenColumn[] {
  return chooseColumns([...new Set(['id', ...keysOf[rows], 'parameters'])], rows);
}

const firstKeys = ['handle', 'algorithm_id', 'tag', 'engine_type', 'number_of_runs'];
const backtestKeys = [...firstKeys, 'start', 'end', 'symbols', 'trading_symbol', 'worst_drawdown'];
const runKeys = [
  ...firstKeys,
  'run',
  'window',
  'start',
  'end',
  ...runIdentityColumns.map((column) => column.key),
];

const keysOf: Readonly<Record<RowsKind, readonly string[]>> = {
  backtests: [...backtestKeys, ...summaryColumns.map((column) => column.key)],
  studies: [...firstKeys, 'anchor_algorithm_id', ...studyColumns.map((column) => column.key)],
  runs: [...runKeys, ...runMetricColumns.map((column) => column.key)],
};

/** Lists of texts and objects, which tables keep as text: decoded for JSON. */
const decoded: Readonly<Record<string, string>> = {
  parameters: 'parameters_json',
  strategy_ids: 'strategy_ids_json',
};

function chooseColumn(name: string, rows: RowsKind): ChosenColumn {
  const lower = name.toLowerCase();
  if (lower === 'id' || lower === 'handle') {
    return { key: lower, query: null, from: lower, column: textColumn(lower) };
  }
  if (lower === '_score' || lower === 'score') return scoreColumn;
  if (lower === 'run' && rows === 'runs') {
    return { key: 'run', query: null, from: 'run', column: findColumn('run', rows) };
  }
  const json = decoded[lower];
  if (json !== undefined) return { key: lower, query: json, from: 'json', column: null };

  const resolved = resolveName(name, { rows, parameters: new Set() });
  if (resolved?.kind !== 'column') return { key: name, query: name, from: 'cell', column: null };
  const { column } = resolved;
  const isShort = lower in shortNames || lower === column.key;
  return { key: isShort ? column.key : name, query: column.key, from: 'cell', column };
}

function findColumn(key: string, rows: RowsKind): Column | null {
  return columnsOf(rows).find((column) => column.key === key) ?? null;
}

function textColumn(key: 'id' | 'handle'): Column | null {
  const wanted = key === 'id' ? 'bundle_id' : 'handle';
  return identityColumns.find((column) => column.key === wanted) ?? backtestColumns[0] ?? null;
}
