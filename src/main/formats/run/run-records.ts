import type { PlainRecord } from './plain-value.ts';

/** What a run holds in lists, by the names of FORMATS §8, wherever it was read from. */
export const recordKinds = [
  'trades',
  'orders',
  'signals',
  'events',
  'positions',
  'snapshots',
  'recorded',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/**
 * Trades have `side` and `close_price` beside their fields, orders the `trade_no` (from 0) of their trade,
 * signals `symbol`, `signal`, `ts`, recorded values `name`. Times are ISO texts, or epoch milliseconds.
 */
export type RunRecords = Record<RecordKind, PlainRecord[]>;
