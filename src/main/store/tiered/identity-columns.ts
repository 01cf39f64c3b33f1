import type { BundleRecord, SqlValue } from '../../formats/bundle/bundle-record.ts';
import { type ColumnCells, cellsOf, emptyNumbers } from '../../formats/exact/cells/column-cells.ts';
import type { RunTable } from '../../formats/exact/datasets/run-table.ts';

/**
 * The row of a backtest, and the rows of its runs, with what readers look them up by. A bundle without a
 * summary, or a run without metrics, gets its row too: the skeleton knows that there was none.
 */
export function backtestRow(record: BundleRecord, table: RunTable): RunTable {
  const { runs } = record;
  const starts = runs.map(({ start }) => start).filter((time) => time !== null);
  const ends = runs.map(({ end }) => end).filter((time) => time !== null);
  return {
    rows: 1,
    columns: {
      ...table.columns,
      algorithm_id: text(record.algorithmId),
      tag: text(record.tag),
      engine_type: text(record.engineType),
      symbols: text(joined(runs.flatMap(({ symbols }) => symbols))),
      trading_symbol: text(joined(runs.flatMap(({ tradingSymbol }) => tradingSymbol ?? []))),
      number_of_runs: number('integer', runs.length),
      start: number('time', starts.length === 0 ? null : Math.min(...starts)),
      end: number('time', ends.length === 0 ? null : Math.max(...ends)),
      risk_free_rate: number('real', record.riskFreeRate),
      strategy_ids: text(record.strategyIds.length === 0 ? null : record.strategyIds.join(',')),
      parameters: text(record.parametersJson),
      format_version: number('integer', record.formatVersion),
    },
  };
}

export function runRow(record: BundleRecord, run: number, table: RunTable | undefined): RunTable {
  const of = record.runs[run];
  if (of === undefined) return table ?? { rows: 0, columns: {} };
  return {
    rows: 1,
    columns: {
      ...table?.columns,
      bundle_id: text(record.bundleId),
      run: number('integer', run),
      window: text(of.window),
      window_role: text(of.windowRole),
      study_name: text(of.studyName),
      engine: text(of.engine),
      universe_key: text(of.universeKey),
      start: number('time', of.start),
      end: number('time', of.end),
      symbols: text(joined(of.symbols)),
      trading_symbol: text(of.tradingSymbol),
      created_at: number('time', of.createdAt),
      initial_unallocated: number('real', of.initialUnallocated),
      number_of_days: number('integer', of.numberOfDays),
    },
  };
}

function text(value: string | null): ColumnCells {
  return cellsOf('text', [value]);
}

/** A value of another type, or one beyond 2^53, is not a number here; the skeleton has it. */
function number(kind: 'real' | 'integer' | 'time', value: SqlValue): ColumnCells {
  const isWhole = kind === 'real' || Number.isSafeInteger(value);
  return typeof value === 'number' && isWhole ? cellsOf(kind, [value]) : emptyNumbers(kind, 1);
}

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : [...new Set(values)].sort().join(' ');
}
