import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type DatasetName,
  datasetNames,
} from '../../main/formats/exact/datasets/dataset-columns.ts';
import { decodeExact } from '../../main/formats/messagepack/decode-exact.ts';
import { openValue } from '../../main/formats/messagepack/exact-value.ts';
import { aBundle, mapAt, payloadOf, readFixture } from '../bundle-builder.ts';
import { fixturesFolder } from '../interop-fixtures.ts';
import { mutated, seededNumbers } from '../mutations.ts';

/** Twenty bundles of every format to begin with. */
export const seedBundles = [
  'v1/event.iafbt',
  'v1/full_fields.iafbt',
  'v1/notrade.iafbt',
  'v1/nan_metrics.iafbt',
  'v1/ohlcv_v1.iafbt',
  'v1/unicode.iafbt',
  'v1/vector_multi_window.iafbt',
  'v2/edge/empty_runs_vector.iafbt',
  'v2/edge/full_fields.iafbt',
  'v2/edge/nonfinite_series.iafbt',
  'v2/vector/iter_000.iafbt',
  'v2/vector/sweep_a_000.iafbt',
  'v3/dual_engine.iafbt',
  'v3/vector_only.iafbt',
  'v4/event_only.iafbt',
  'v4/monte_carlo.iafbt',
  'v4/multi_universe.iafbt',
  'v5-obtf/a1/vec_0.obtf',
  'v5-obtf/a20/vec_0.obtf',
  'v5-obtf/derived/three_studies.obtf',
] as const;

/** A mutated bundle by its number, the same at every run: of each two one is damaged inside its frame. */
export function mutantBundle(number: number): { name: string; bytes: Buffer } {
  const name = seedBundles[number % seedBundles.length]!;
  const random = seededNumbers(number);
  const file = readFixture(name);
  if (number % 2 === 0) return { name, bytes: mutated(file, random) };
  return { name, bytes: aBundle(file.readUInt32LE(4), mutated(payloadOf(name), random)) };
}

const parquetSeeds = [
  ...['11.0.0', '17.0.0', '26.0.1'].flatMap((release) =>
    ['0-walk', '3000-steps-rg', '64-nulls', '505-nanpay'].map((name) =>
      readFileSync(join(fixturesFolder, 'pyarrow', release, `${name}.parquet`)),
    ),
  ),
  ...['v2/vector/iter_000.iafbt', 'v5-obtf/a1/vec_0.obtf'].flatMap((name) =>
    [...mapAt(decodeExact(payloadOf(name)), 'blobs')].map(([, blob]) =>
      Buffer.from(openValue(blob) as Uint8Array),
    ),
  ),
];

/** A mutated series by its number: of each two one is damaged in its footer. */
export function mutantParquet(number: number): Buffer {
  return mutantOf(parquetSeeds, number);
}

const priceFolders = ['interop/v2/ohlcv/ohlcv', 'interop/v1/ohlcv', 'pyarrow-prices'];
const priceSeeds = priceFolders.flatMap((folder) => filesIn(folder, '.parquet'));

/** A mutated price file by its number. Some seeds are not compressed: their counts and runs are hit, too. */
export function mutantPrices(number: number): Buffer {
  return mutantOf(priceSeeds, number);
}

const stored: readonly string[] = readdirSync(join(fixturesFolder, 'archives/format-1/parquet'));
const datasetSeeds = datasetNames
  .filter((name) => stored.includes(name))
  .flatMap((name) =>
    filesIn(`archives/format-1/parquet/${name}`, '.parquet').map((file) => ({ name, file })),
  );

/** A mutated dataset file of an archive by its number, and which dataset it is of. */
export function mutantDataset(number: number): { name: DatasetName; bytes: Buffer } {
  const { name } = datasetSeeds[number % datasetSeeds.length]!;
  return {
    name,
    bytes: mutantOf(
      datasetSeeds.map(({ file }) => file),
      number,
    ),
  };
}

function mutantOf(seeds: readonly Buffer[], number: number): Buffer {
  const seed = seeds[number % seeds.length]!;
  const random = seededNumbers(number);
  if (number % 2 === 0) return mutated(seed, random);
  const footer = Math.min(seed.length, seed.readUInt32LE(seed.length - 8) + 8);
  const body = seed.subarray(0, seed.length - footer);
  const damaged = mutated(seed.subarray(seed.length - footer, seed.length - 8), random);
  const tail = Buffer.from(seed.subarray(seed.length - 8));
  // A reader that finds no metadata sees nothing of the damage.
  tail.writeUInt32LE(damaged.length, 0);
  return Buffer.concat([body, damaged, tail]);
}

function filesIn(folder: string, ending: string): Buffer[] {
  const path = join(fixturesFolder, folder);
  return readdirSync(path)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => readFileSync(join(path, name)));
}
