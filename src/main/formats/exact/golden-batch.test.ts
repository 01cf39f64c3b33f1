import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixturesFolder } from '../../../testing/interop-fixtures.ts';
import { readContainer } from '../bundle/container.ts';
import { datasetNames } from './datasets/dataset-columns.ts';
import { fileOfBytes, openDataset, readDataset, readRanges } from './datasets/read-dataset.ts';
import { type BundleTables, noRows } from './datasets/run-table.ts';
import { unpackSkeleton } from './decompose/pack-skeletons.ts';
import { recompose } from './decompose/recompose.ts';

const golden = join(fixturesFolder, 'exact/v1');

/** The bundles of `fixtures/interop` that the batch was made of, with their runs. */
const bundles = [
  { path: 'v2/event/event_000.iafbt', runs: 1 },
  { path: 'v1/event_multi.iafbt', runs: 2 },
  { path: 'v5-obtf/a20/vec_0.obtf', runs: 2 },
  { path: 'v2/edge/nonfinite_series.iafbt', runs: 1 },
];

it('reads for ever what the first version wrote', async () => {
  const pack = readFileSync(join(golden, 'skeletons.zst'));
  const tables: BundleTables[] = bundles.map(({ runs }) => ({
    backtest: noRows,
    runs: Array.from({ length: runs }, () => ({})),
  }));
  for (const name of datasetNames) {
    const dataset = await openDataset(
      name,
      fileOfBytes(readFileSync(join(golden, `${name}.parquet`))),
    );
    for (const { id, from, to } of await readRanges(dataset)) {
      const table = await readDataset(dataset, from, to);
      const [bundle, run] = id.match(/\d+/g)!.map(Number);
      if (name === 'backtests') tables[bundle!]!.backtest = table;
      else tables[bundle!]!.runs[run!]![name] = table;
    }
  }
  for (const [i, { path }] of bundles.entries()) {
    const chunk = join(golden, `chunk-${i}`);
    const chunks = existsSync(chunk) ? [readFileSync(chunk)] : [];
    const { payload } = readContainer(readFileSync(join(fixturesFolder, 'interop', path)));
    const again = recompose(unpackSkeleton(pack, i), tables[i]!, chunks);
    expect({ path, same: Buffer.compare(again, payload) === 0 }).toEqual({ path, same: true });
  }
});
