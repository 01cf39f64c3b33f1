import { type Exact, type ExactMap, openValue } from '../messagepack/exact-value.ts';
import { rewriteOptionalTime } from './python-time.ts';
import {
  asFloat,
  asList,
  asMap,
  emptyMap,
  type Field,
  isTruthy,
  kept,
  notUpgradable,
  orElse,
  rewriteRecord,
  unlessNil,
  zero,
} from './record-fields.ts';

/** An order as 8.10.0 reads and writes it; throws where it cannot read it. */
export function upgradeOrder(value: Exact): ExactMap {
  return rewriteRecord(asMap(value, 'an order'), orderFields);
}

/** A trade with its orders, stop losses and take profits. */
export function upgradeTrade(value: Exact): ExactMap {
  return rewriteRecord(asMap(value, 'a trade'), tradeFields);
}

const time = (key: string): Field => [
  key,
  (value) => rewriteOptionalTime(value, 'assume', `${key} of an order or trade`),
];

const orderFields: readonly Field[] = [
  ...kept(['id', 'external_id'], null),
  ['target_symbol', (_value, order) => symbolOf(order, 0)],
  ['trading_symbol', (_value, order) => symbolOf(order, 1)],
  ['order_side', (value) => oneOf(value, ['SELL', 'BUY'])],
  ['order_type', (value) => oneOf(value, ['LIMIT', 'MARKET', 'STOP', 'STOP_LIMIT'])],
  [
    'status',
    (value) => oneOf(value, ['CREATED', 'OPEN', 'CLOSED', 'CANCELED', 'EXPIRED', 'REJECTED']),
  ],
  ...kept(['price', 'amount'], null),
  // The framework puts the present time where there is none; the same bundle is to come out each time.
  time('created_at'),
  time('updated_at'),
  ...kept(
    [
      'cost',
      'filled',
      'remaining',
      'order_fee_currency',
      'order_fee_rate',
      'order_fee',
      'slippage',
      'stop_price',
    ],
    null,
  ),
  time('triggered_at'),
  unlessNil('metadata', emptyMap()),
];

const tradeStatus: Field = [
  'status',
  (value, trade) => oneOf(trade.has('status') ? value : 'OPEN', ['CREATED', 'OPEN', 'CLOSED']),
];

const tradeFields: readonly Field[] = [
  ...kept(['id'], null),
  ['orders', (value) => asList(value, 'orders of a trade').map(upgradeOrder)],
  ...kept(['target_symbol', 'trading_symbol'], ''),
  tradeStatus,
  ...kept(['amount'], zero),
  unlessNil('remaining', zero),
  ...kept(['open_price'], zero),
  ...kept(['last_reported_price'], null),
  time('opened_at'),
  time('closed_at'),
  time('updated_at'),
  unlessNil('net_gain', zero),
  unlessNil('cost', zero),
  ['stop_losses', (value) => upgradeList(value, stopLossFields)],
  ['take_profits', (value) => upgradeList(value, takeProfitFields)],
  ...kept(['filled_amount', 'available_amount'], zero),
  orElse('metadata', emptyMap()),
];

function upgradeList(value: Exact, fields: readonly Field[]): Exact {
  if (!isTruthy(value)) return null;
  return asList(value, 'stop losses or take profits').map((one) =>
    rewriteRecord(asMap(one, 'a stop loss or take profit'), fields),
  );
}

const sold: readonly Field[] = [
  [
    'sell_amount',
    (value) => {
      if (value === null) throw notUpgradable('sell_amount is missing');
      return value;
    },
  ],
  // Always starts anew.
  ['sold_amount', () => zero],
  ...kept(['active'], true),
];

const stopLossFields: readonly Field[] = [
  ...kept(['trade_id', 'trailing', 'percentage', 'open_price'], null),
  ['sell_percentage', hundredWhenMissing],
  ['high_water_mark', (value, one) => value ?? one.get('open_price') ?? null],
  [
    'high_water_mark_date',
    (value, one) =>
      one.get('high_water_mark') === null || !one.has('high_water_mark')
        ? rewriteOptionalTime(one.get('created_at') ?? null, 'assume', 'created_at')
        : rewriteOptionalTime(value, 'assume', 'high_water_mark_date'),
  ],
  ...kept(['triggered'], false),
  time('triggered_at'),
  [
    'stop_loss_price',
    (_value, one) => {
      const mark = one.get('high_water_mark') ?? one.get('open_price') ?? null;
      return asFloat(mark, 'high_water_mark') * (1 - percent(one));
    },
  ],
  ...sold,
  ...kept(['sell_prices'], null),
  time('created_at'),
  time('updated_at'),
];

const takeProfitFields: readonly Field[] = [
  ...kept(['trade_id', 'trailing', 'percentage', 'open_price'], null),
  ['sell_percentage', hundredWhenMissing],
  ...kept(['high_water_mark'], null),
  [
    'take_profit_price',
    (_value, one) =>
      (one.get('high_water_mark') ?? null) === null && !isTruthy(one.get('trailing') ?? null)
        ? asFloat(one.get('open_price') ?? null, 'open_price') * (1 + percent(one))
        : null,
  ],
  ...sold,
  ...kept(['triggered'], false),
  time('triggered_at'),
  time('high_water_mark_date'),
  ...kept(['sell_prices'], null),
  time('created_at'),
  time('updated_at'),
];

function hundredWhenMissing(value: Exact, one: ExactMap): Exact {
  return one.has('sell_percentage') ? value : { kind: 'integer', value: 100 };
}

function percent(one: ExactMap): number {
  return asFloat(one.get('percentage') ?? null, 'percentage') / 100;
}

function symbolOf(order: ExactMap, part: 0 | 1): string {
  const pair = order.get('symbol') ?? null;
  const own = order.get(part === 0 ? 'target_symbol' : 'trading_symbol') ?? null;
  const symbol = typeof pair === 'string' ? pair.split('/')[part] : openValue(own);
  if (typeof symbol === 'string') return symbol.toUpperCase();
  throw notUpgradable('an order has no symbol');
}

function oneOf(value: Exact, names: readonly string[]): string {
  const name = typeof value === 'string' ? value.toUpperCase() : '';
  if (names.includes(name)) return name;
  const given = typeof value === 'string' ? JSON.stringify(value) : 'what stands there';
  throw notUpgradable(`${given} is none of ${names.join(', ')}`);
}
