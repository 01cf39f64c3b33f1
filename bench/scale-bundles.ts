import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aBundle, mapAt, payloadOf } from '#testing/bundle-builder.ts';
import { decodeExact } from '../src/main/formats/messagepack/decode-exact.ts';
import { encodeExact } from '../src/main/formats/messagepack/encode-exact.ts';
import type { Exact, ExactMap } from '../src/main/formats/messagepack/exact-value.ts';
import { stretchRun } from './long-bundle.ts';

/** Real backtests of one run each, of three settings of a strategy. */
const models = ['sweep_b_000', 'sweep_b_001', 'sweep_b_002'];
const PER_SWEEP = 500;
const LEAST_POINTS = 200;
const MOST_POINTS = 800;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * `count` bundles of different backtests in sweeps of 500: real documents with ids, parameters, figures, and a run
 * of 200 to 800 snapshots of their own. Prices of trades repeat, as they do in a sweep over the same candles.
 */
export function makeScaleBundles(to: string, count: number, { first = 0 } = {}): void {
  const payloads = models.map((model) => payloadOf(`v2/vector/${model}.iafbt`));
  for (let no = first; no < first + count; no += 1) {
    const sweep = `sweep_${String(Math.floor(no / PER_SWEEP)).padStart(2, '0')}`;
    const name = `run_${String(no).padStart(5, '0')}`;
    if (no === first || no % PER_SWEEP === 0) mkdirSync(join(to, sweep), { recursive: true });
    const payload = payloads[no % payloads.length]!;
    const document = decodeExact(payload) as ExactMap;
    const random = openRandom(no);
    stretchRun(document, no, LEAST_POINTS + Math.floor(random() * (MOST_POINTS - LEAST_POINTS)));
    document.set('tag', sweep);
    const varied = withOwnIds(document, name, random) as ExactMap;
    varyFigures(varied, random);
    writeFileSync(join(to, sweep, `${name}.iafbt`), aBundle(2, encodeExact(varied)));
  }
}

/** Every id of a trade or order becomes another, the same wherever it stands; so does the algorithm's. */
function withOwnIds(document: ExactMap, name: string, random: () => number): Exact {
  const ids = new Map<string, string>([[String(document.get('algorithm_id')), name]]);
  const change = (value: Exact): Exact => {
    if (typeof value === 'string') {
      const known = ids.get(value);
      if (known !== undefined || !uuid.test(value)) return known ?? value;
      const made = value.replaceAll(/[0-9a-f]/g, () => Math.floor(random() * 16).toString(16));
      ids.set(value, made);
      return made;
    }
    if (Array.isArray(value)) return value.map(change);
    if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, change(one)]));
    return value;
  };
  return change(document);
}

/** Figures and parameters that are numbers with a fraction get others of the same size. */
function varyFigures(document: ExactMap, random: () => number): void {
  const maps = [
    mapAt(document, 'parameters'),
    mapAt(document, 'vector_metrics'),
    mapAt(document, 'vector_runs', 0, 'backtest_metrics'),
  ];
  for (const map of maps) {
    for (const [key, value] of map) {
      if (typeof value === 'number' && !Number.isInteger(value))
        map.set(key, value * (0.5 + random()));
    }
  }
}

/** mulberry32, seeded by the number: the same bundles every time. */
function openRandom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
