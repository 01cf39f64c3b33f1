import {
  type Exact,
  type ExactMap,
  exactInteger,
} from '../main/formats/messagepack/exact-value.ts';

/** What a field may hold that nobody expects there: other types, odd numbers, text that is nearly right. */
const oddities: readonly Exact[] = [
  null,
  true,
  false,
  '',
  '\ufeffmark',
  'not-a-uuid',
  'AAAAAAAA-AAAA-4AAA-8AAA-AAAAAAAAAAAA',
  '2022-01-01',
  '2022-01-01T00:00:00',
  '2022-01-01T00:00:00.500000+00:00',
  '2022-01-01T00:00:00.000001+00:00',
  '2022-01-01T02:00:00+02:00',
  '2022-02-30T00:00:00+00:00',
  '2022-01-01 00:00:00+00:00',
  'é😀',
  'x'.repeat(300),
  0,
  -0,
  1,
  1.5,
  5e-324,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  exactInteger(0),
  exactInteger(-1),
  exactInteger(200),
  exactInteger(-40_000),
  exactInteger(2 ** 40),
  exactInteger(2n ** 63n),
  exactInteger(2n ** 53n + 1n),
  exactInteger(-(2n ** 63n)),
  { kind: 'unusual', token: 0xcb, value: 0xfff8000000000123n, keyTokens: null },
  { kind: 'unusual', token: 0xca, value: 0x3fc00000, keyTokens: null },
  { kind: 'unusual', token: 0xd3, value: 5, keyTokens: null },
  { kind: 'unusual', token: 0xda, value: 'BTC', keyTokens: null },
  { kind: 'unusual', token: 0xdd, value: [1], keyTokens: null },
  new Uint8Array([1, 2, 3]),
  [],
  [exactInteger(1), 2],
  new Map(),
  new Map<string, Exact>([['a', Number.NaN]]),
];

/** Lists of records that a run has. */
const lists = ['portfolio_snapshots', 'trades', 'orders', 'signal_events', 'positions'];

/**
 * Damages a decoded bundle in place, in a way that a document may be odd and still be one: a cell, a key, the
 * order of keys or rows, a blob. `random(n)` gives integers below n. Says what was done.
 */
export function damageDocument(document: ExactMap, random: (below: number) => number): string {
  const runs = findRuns(document);
  const run = runs[random(runs.length)];
  const odd = oddities[random(oddities.length)]!;
  if (run === undefined) return setAnyField(document, odd);
  const list = lists[random(lists.length)]!;
  const rows = run.get(list);
  const row = Array.isArray(rows) ? rows[random(rows.length)] : undefined;
  const metrics = run.get('backtest_metrics');
  const blobs = document.get('blobs');

  switch (random(14)) {
    case 0:
    case 1:
      return row instanceof Map ? `${list}: ${setAnyField(row, odd)}` : 'nothing';
    case 2:
      if (row instanceof Map) row.set('a key nobody knows', odd);
      return `${list}: unknown key`;
    case 3:
      return row instanceof Map ? `${list}: without ${removeAnyField(row)}` : 'nothing';
    case 4:
      if (row instanceof Map) shuffleKeys(row, random);
      return `${list}: keys of one row in another order`;
    case 5:
      if (Array.isArray(rows))
        for (const one of rows) if (one instanceof Map) shuffleKeys(one, random);
      return `${list}: keys of all rows in any order`;
    case 6:
      return metrics instanceof Map ? `metrics: ${setAnyField(metrics, odd)}` : 'nothing';
    case 7:
      return `run: ${setAnyField(run, odd)}`;
    case 8:
      if (Array.isArray(rows)) shuffle(rows, random);
      return `${list}: shuffled`;
    case 9:
      if (Array.isArray(rows)) rows.splice(random(rows.length + 1), random(3), odd);
      return `${list}: an odd row among them`;
    case 10:
      return damageSignals(run, odd);
    case 11:
      return metrics instanceof Map ? damageSeries(metrics, odd) : 'nothing';
    case 12:
      return blobs instanceof Map ? damageBlob(blobs) : 'nothing';
    default:
      if (blobs instanceof Map) shuffleKeys(blobs, random);
      shuffleKeys(document, random);
      return 'top-level keys and blobs in any order';
  }

  function setAnyField(map: ExactMap, value: Exact): string {
    const key = [...map.keys()][random(map.size)];
    if (key !== undefined) map.set(key, value);
    return `${key} is odd`;
  }

  function removeAnyField(map: ExactMap): string {
    const key = [...map.keys()][random(map.size)] ?? '';
    map.delete(key);
    return key;
  }

  function damageSignals(of: ExactMap, value: Exact): string {
    const signals = of.get('signals');
    const kinds = signals instanceof Map ? [...signals.values()][random(signals.size)] : undefined;
    const times = kinds instanceof Map ? [...kinds.values()][random(kinds.size)] : undefined;
    if (Array.isArray(times)) times.splice(random(times.length + 1), random(2), value);
    return 'signals: an odd time';
  }

  function damageSeries(of: ExactMap, value: Exact): string {
    const inline = [...of.values()].filter((one) => Array.isArray(one) && one.length > 2);
    const series = inline[random(inline.length)];
    const pair = Array.isArray(series) ? series[random(series.length)] : undefined;
    if (Array.isArray(pair)) pair[random(2)] = value;
    return 'inline series: an odd point';
  }

  function damageBlob(of: ExactMap): string {
    const key = [...of.keys()][random(of.size)] ?? '';
    const bytes = of.get(key);
    if (!(bytes instanceof Uint8Array)) return 'nothing';
    const damaged = Uint8Array.from(bytes);
    switch (random(4)) {
      case 0:
        of.delete(key);
        return `blob ${key} missing`;
      case 1:
        of.set(key, damaged.subarray(0, random(damaged.length)));
        return `blob ${key} cut`;
      case 2:
        damaged[random(damaged.length)]! ^= 1 << random(8);
        of.set(key, damaged);
        return `a bit of blob ${key}`;
      default:
        of.set(key, [...of.values()][random(of.size)]!);
        return `blob ${key} is another`;
    }
  }
}

/** Every run of a document of any version. */
function findRuns(value: Exact): ExactMap[] {
  if (!(value instanceof Map)) return [];
  if (value.has('portfolio_snapshots')) return [value];
  return [...value.entries()].flatMap(([key, inner]) => {
    if (key === 'blobs' || key.endsWith('tests')) return [];
    return Array.isArray(inner) ? inner.flatMap(findRuns) : findRuns(inner);
  });
}

function shuffleKeys(map: ExactMap, random: (below: number) => number): void {
  const entries = [...map.entries()];
  shuffle(entries, random);
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

function shuffle(values: unknown[], random: (below: number) => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const other = random(i + 1);
    [values[i], values[other]] = [values[other], values[i]];
  }
}
