import type { Column, ColumnKind, Unit } from './column.ts';
import { type RunTableName, runTableNames, runTables } from './run-tables.ts';

/** What `strata rows` prints of a run: its tables, and what its charts are drawn from. */
export const runListNames = [
  ...runTableNames,
  'series',
  'returns',
  'prices',
  'tests',
  'permutations',
] as const;
export type RunListName = (typeof runListNames)[number];

export const runLists: Readonly<Record<RunListName, readonly Column[]>> = {
  ...runTables,
  series: [
    column('series', 'text', 'none', 'Series', 'equity_curve, drawdown_series and six more'),
    column('time', 'time', 'none', 'Time', 'When'),
    column('value', 'real', 'none', 'Value', 'Account currency, or a fraction, or a ratio'),
  ],
  returns: [
    column('from', 'real', 'fraction', 'From', 'Net gain over cost, inclusive'),
    column('to', 'real', 'fraction', 'To', 'Exclusive but for the last'),
    column('trades', 'integer', 'none', 'Trades', 'Closed trades in between'),
  ],
  prices: [
    column('key', 'text', 'none', 'Prices', 'As the bundle names them: BTC/EUR@4h'),
    column('time', 'time', 'none', 'Time', 'Of the bar'),
    column('open', 'real', 'none', 'Open', 'First price of the bar'),
    column('high', 'real', 'none', 'High', 'Highest price of the bar'),
    column('low', 'real', 'none', 'Low', 'Lowest price of the bar'),
    column('close', 'real', 'none', 'Close', 'Last price of the bar'),
    column('volume', 'real', 'none', 'Volume', 'Traded in the bar'),
  ],
  tests: [
    column('metric', 'text', 'none', 'Metric', 'What was tested'),
    column('real', 'real', 'none', 'Real', 'On the real prices'),
    column('p_value', 'real', 'none', 'p-value', 'Share of the permutations that did as well'),
    column('permutations', 'integer', 'none', 'Permutations', 'Runs on shuffled prices'),
  ],
  permutations: [
    column('metric', 'text', 'none', 'Metric', 'What was tested'),
    column('permutation', 'integer', 'none', 'Permutation', 'From 1'),
    column('value', 'real', 'none', 'Value', 'On shuffled prices'),
  ],
};

export function isRunTable(name: RunListName): name is RunTableName {
  return name in runTables;
}

function column(key: string, kind: ColumnKind, unit: Unit, label: string, meaning: string): Column {
  const nullRule = 'nil in the document';
  return { key, kind, unit, group: 'trades', label, meaning, nullRule, source: `run.${key}` };
}
