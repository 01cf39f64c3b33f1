import { identityColumns, summaryColumns } from '#contract/backtest-summary.ts';
import { runIdentityColumns, runMetricColumns } from '#contract/run-summary.ts';
import type { CellKind } from '../cells/column-cells.ts';

/**
 * The Parquet datasets of Tier 2 (archive.md §5) and how their columns come out of a document. The mapping is part
 * of the format of skeletons: add columns, but never rename one or change its kind (docs/archive-format.md).
 */

export const datasetNames = [
  'backtests',
  'runs',
  'portfolio_snapshots',
  'trades',
  'orders',
  'signals',
  'metric_series',
] as const;
export type DatasetName = (typeof datasetNames)[number];

/**
 * How a column is written where no dictionary pays: measured in lossless-lab.md §4. `split` is
 * BYTE_STREAM_SPLIT, `delta` DELTA_BINARY_PACKED, `lengths` DELTA_LENGTH_BYTE_ARRAY.
 */
export type ColumnEncoding = 'plain' | 'split' | 'delta' | 'lengths';

export interface DatasetColumn {
  /** In Parquet and SQL. */
  name: string;
  kind: CellKind;
  /** Field of the document's record; null for a column that is computed for readers. */
  key: string | null;
  encoding: ColumnEncoding;
  /** Field that nearly always holds the very same; where it does, this column is left null. */
  sameAs?: string;
  /** Computed from the trades where possible; where it is, this column is left null. */
  isDerived?: true;
}

export interface Dataset {
  name: DatasetName;
  columns: readonly DatasetColumn[];
  byKey: ReadonlyMap<string, DatasetColumn>;
}

const encodings = {
  real: 'plain',
  integer: 'delta',
  time: 'plain',
  text: 'plain',
  json: 'plain',
} as const satisfies Record<CellKind, ColumnEncoding>;

type Options = Partial<Pick<DatasetColumn, 'encoding' | 'sameAs' | 'isDerived'>>;

/** A column that holds a field of the document; `field` is its key there, the same as its name unless said. */
function column(kind: CellKind, name: string, field = name, options: Options = {}): DatasetColumn {
  return { name, kind, key: field, encoding: encodings[kind], ...options };
}

function computed(kind: CellKind, name: string, options: Options = {}): DatasetColumn {
  return { name, kind, key: null, encoding: encodings[kind], ...options };
}

const derived = { isDerived: true } as const;
const regular = { encoding: 'delta' } as const;
const id = { encoding: 'lengths' } as const;

const snapshots: readonly DatasetColumn[] = [
  column('time', 'ts', 'created_at', regular),
  column('text', 'portfolio_id'),
  column('text', 'trading_symbol'),
  column('real', 'unallocated'),
  column('real', 'total_value', 'total_value', { encoding: 'split' }),
  column('real', 'total_net_gain'),
  column('real', 'total_revenue'),
  column('real', 'total_cost'),
  column('real', 'cash_flow'),
  column('real', 'net_size'),
  column('real', 'pending_value'),
  column('json', 'metadata'),
  column('real', 'long_exposure', 'long_exposure', derived),
  column('real', 'short_exposure', 'short_exposure', derived),
  column('real', 'net_exposure', 'net_exposure', derived),
  column('real', 'gross_exposure', 'gross_exposure', derived),
];

const trades: readonly DatasetColumn[] = [
  computed('integer', 'trade_no'),
  column('text', 'trade_id', 'id', id),
  column('text', 'symbol', 'target_symbol'),
  column('text', 'trading_symbol'),
  computed('text', 'side'),
  column('text', 'status'),
  column('time', 'opened_at'),
  column('time', 'closed_at'),
  column('time', 'updated_at', 'updated_at', { sameAs: 'closed_at' }),
  column('real', 'amount'),
  column('real', 'filled_amount', 'filled_amount', { sameAs: 'amount' }),
  column('real', 'available_amount', 'available_amount', { sameAs: 'amount' }),
  column('real', 'remaining'),
  column('real', 'open_price'),
  computed('real', 'close_price'),
  column('real', 'last_reported_price'),
  column('time', 'last_reported_price_at', 'last_reported_price_datetime'),
  column('real', 'high_water_mark'),
  column('time', 'high_water_mark_at', 'high_water_mark_datetime'),
  column('real', 'low_water_mark'),
  column('time', 'low_water_mark_at', 'low_water_mark_datetime'),
  column('real', 'cost'),
  column('real', 'net_gain'),
  column('real', 'total_fees'),
  column('json', 'stop_losses'),
  column('json', 'take_profits'),
  column('json', 'metadata'),
  column('text', 'strategy_id'),
];

const orders: readonly DatasetColumn[] = [
  computed('integer', 'trade_no'),
  column('text', 'order_id', 'id', id),
  column('text', 'external_id'),
  column('text', 'symbol', 'target_symbol'),
  column('text', 'trading_symbol'),
  column('text', 'side', 'order_side'),
  column('text', 'order_type'),
  column('text', 'status'),
  column('time', 'created_at'),
  column('time', 'updated_at', 'updated_at', { sameAs: 'created_at' }),
  column('time', 'triggered_at'),
  column('real', 'price'),
  column('real', 'amount'),
  column('real', 'filled'),
  column('real', 'remaining'),
  column('real', 'cost'),
  column('real', 'stop_price'),
  column('real', 'slippage'),
  column('real', 'order_fee'),
  column('real', 'order_fee_rate'),
  column('text', 'order_fee_currency'),
  column('json', 'metadata'),
  column('text', 'strategy_id'),
];

const columnsOf: Record<DatasetName, readonly DatasetColumn[]> = {
  backtests: [
    ...identityColumns
      .filter(({ key }) => key !== 'bundle_id')
      .map(({ key, kind }) => computed(kind, key)),
    computed('json', 'parameters'),
    ...summaryColumns.map(({ key, kind }) => column(kind, key)),
  ],
  runs: [
    computed('text', 'bundle_id'),
    ...runIdentityColumns.map(({ key, kind }) => computed(kind, key)),
    ...runMetricColumns.map(({ key, kind }) => column(kind, key)),
    computed('text', 'derived_series'),
  ],
  portfolio_snapshots: snapshots,
  trades,
  orders,
  signals: [computed('text', 'symbol'), computed('text', 'signal'), computed('time', 'ts')],
  metric_series: [
    computed('text', 'metric_name'),
    computed('time', 'ts', regular),
    computed('real', 'value'),
  ],
};

export const datasets = Object.fromEntries(
  datasetNames.map((name) => [name, datasetOf(name)]),
) as Record<DatasetName, Dataset>;

/** Marks the id column, which no field of a document can be. */
const ID = '\u0000id';

/** `run_id` in every dataset but `backtests`, which has a row a bundle. */
export function idColumn(name: DatasetName): DatasetColumn {
  const column = name === 'backtests' ? 'bundle_id' : 'run_id';
  return { name: column, kind: 'text', key: ID, encoding: 'plain' };
}

export function isId(column: DatasetColumn): boolean {
  return column.key === ID;
}

function datasetOf(name: DatasetName): Dataset {
  const columns = columnsOf[name];
  const keyed = columns.filter((one) => one.key !== null);
  return { name, columns, byKey: new Map(keyed.map((one) => [one.key!, one])) };
}
