import { readFileSync, writeFileSync } from 'node:fs';
import { aBundle } from '#testing/bundle-builder.ts';
import { readContainer } from '../src/main/formats/bundle/container.ts';
import { decodeExact } from '../src/main/formats/messagepack/decode-exact.ts';
import { encodeExact } from '../src/main/formats/messagepack/encode-exact.ts';
import type { Exact, ExactMap } from '../src/main/formats/messagepack/exact-value.ts';

/**
 * A bundle of one run with at least `points` snapshots: the first run of a real one again and again, each time
 * later, with its trades and orders.
 */
export function makeLongRun(bundle: string, to: string, points: number): void {
  const document = decodeExact(readContainer(readFileSync(bundle)).payload) as ExactMap;
  const [run] = document.get('backtest_runs') as ExactMap[];
  const snapshots = run!.get('portfolio_snapshots') as ExactMap[];
  const times = Math.ceil(points / snapshots.length);
  const [first, last] = [snapshots[0]!, snapshots.at(-1)!].map((one) =>
    timeOf(one.get('created_at')),
  );
  const span = (last! - first!) * (1 + 1 / (snapshots.length - 1));
  for (const list of ['portfolio_snapshots', 'trades', 'orders']) {
    const records = run!.get(list) as ExactMap[];
    const repeated = Array.from({ length: times }, (_, time) =>
      records.map((record) => later(record, time * span)),
    );
    run!.set(list, repeated.flat());
  }
  document.set('algorithm_id', 'long_run');
  document.set('backtest_runs', [run!]);
  writeFileSync(to, aBundle(2, encodeExact(document)));
}

const timeFields = ['created_at', 'updated_at', 'opened_at', 'closed_at'];

function later(record: ExactMap, milliseconds: number): ExactMap {
  const copy = new Map(record);
  for (const field of timeFields) {
    const value = copy.get(field);
    if (typeof value === 'string') copy.set(field, textOf(timeOf(value) + milliseconds));
  }
  return copy as ExactMap;
}

function timeOf(value: Exact | undefined): number {
  return Date.parse(String(value));
}

/** As Python writes whole seconds. */
function textOf(time: number): string {
  return new Date(Math.round(time / 1000) * 1000).toISOString().replace('.000Z', '+00:00');
}
