import { ArchiveError } from '#contract/archive-error.ts';
import type { Exact, ExactMap } from '../messagepack/exact-value.ts';
import { rewriteTime } from './python-time.ts';
import {
  asList,
  asMap,
  emptyMap,
  type Field,
  kept,
  notUpgradable,
  orElse,
  rewriteRecord,
  unlessNil,
  zero,
} from './record-fields.ts';
import { upgradeMetrics } from './upgrade-metrics.ts';
import { upgradeOrder, upgradeTrade } from './upgrade-trade.ts';

/** A run as 8.10.0 reads and writes it: 23 keys. Records that it cannot read are left out, as it does. */
export function upgradeRun(value: Exact): ExactMap {
  return rewriteRecord(asMap(value, 'a run'), runFields);
}

const date = (key: string, missing: string): Field => [
  key,
  (value) => rewriteTime(value ?? missing, 'convert', key),
];
const records = (key: string, upgrade: (value: Exact) => Exact): Field => [
  key,
  (value) => asList(value ?? [], key).flatMap((record) => readable(record, upgrade)),
];
const counts = (...keys: string[]) => kept(keys, zero);

const snapshotFields: readonly Field[] = [
  orElse('metadata', emptyMap()),
  orElse('portfolio_id', ''),
  orElse('trading_symbol', ''),
  ...[
    'pending_value',
    'unallocated',
    'total_net_gain',
    'total_revenue',
    'total_cost',
    'cash_flow',
    'net_size',
  ].map((key) => orElse(key, 0)),
  // An offset is overlooked, not turned into UTC.
  [
    'created_at',
    (value) =>
      `${rewriteTime(value, 'assume', 'created_at of a snapshot').replace(/[+-]\d{2}:\d{2}$/, '')}+00:00`,
  ],
  orElse('total_value', 0),
];

const positionFields: readonly Field[] = [
  ...kept(['symbol'], null),
  ...kept(['amount', 'cost'], zero),
  ...kept(['portfolio_id'], null),
];

const runFields: readonly Field[] = [
  ['backtest_metrics', (value) => (value === null ? null : upgradeMetrics(value))],
  date('backtest_start_date', '2020-01-01 00:00:00'),
  ...kept(['backtest_date_range_name'], null),
  date('backtest_end_date', '2020-01-02 00:00:00'),
  unlessNil('trading_symbol', 'USD'),
  unlessNil('initial_unallocated', 1000),
  unlessNil('number_of_runs', { kind: 'integer', value: 1 }),
  records('portfolio_snapshots', (one) => rewriteRecord(asMap(one, 'a snapshot'), snapshotFields)),
  records('trades', upgradeTrade),
  records('orders', upgradeOrder),
  records('positions', (one) => rewriteRecord(asMap(one, 'a position'), positionFields)),
  date('created_at', '2020-01-01 00:00:00'),
  ...kept(['symbols'], []),
  ...counts('number_of_days', 'number_of_trades', 'number_of_trades_closed'),
  ...counts('number_of_trades_open', 'number_of_orders', 'number_of_positions'),
  ...kept(['metadata'], emptyMap()),
  orElse('signals', emptyMap()),
  ['signal_events', (value) => asList(value ?? [], 'signal_events').map(upgradeEvent)],
  ['recorded_values', (value) => upgradeRecorded(value)],
];

function readable(record: Exact, upgrade: (value: Exact) => Exact): Exact[] {
  try {
    return [upgrade(record)];
  } catch (error) {
    if (error instanceof ArchiveError) return [];
    throw error;
  }
}

function upgradeEvent(value: Exact): Exact {
  const event = asMap(value, 'a signal event');
  if (!event.has('date')) throw notUpgradable('a signal event has no date');
  return new Map(event).set('date', timeIfAny(event.get('date') ?? null));
}

function upgradeRecorded(value: Exact): ExactMap {
  return new Map(
    [...asMap(value ?? emptyMap(), 'recorded_values')].map(([key, entries]) => [
      key,
      asList(entries, 'recorded values').map((entry): ExactMap => {
        const record = asMap(entry, 'a recorded value');
        return new Map([
          ['datetime', timeIfAny(record.get('datetime') ?? null)],
          ['value', record.get('value') ?? null],
        ]);
      }),
    ]),
  );
}

/** A text that is no time stays as it is. */
function timeIfAny(value: Exact): Exact {
  if (typeof value !== 'string') return value;
  return readable(value, (text) => rewriteTime(text, 'assume', 'a time'))[0] ?? value;
}
