import { type DatasetName, datasetNames } from '../main/formats/exact/datasets/dataset-columns.ts';
import {
  fileOfBytes,
  openDataset,
  readDataset,
  rowsOf,
} from '../main/formats/exact/datasets/read-dataset.ts';
import { noRows, type RunTable, type RunTables } from '../main/formats/exact/datasets/run-table.ts';
import { type WrittenDataset, writeDataset } from '../main/formats/exact/datasets/write-dataset.ts';
import {
  type Decomposed,
  decompose,
  type ExactChunk,
} from '../main/formats/exact/decompose/decompose.ts';
import { packSkeletons, unpackSkeletons } from '../main/formats/exact/decompose/pack-skeletons.ts';
import { recompose } from '../main/formats/exact/decompose/recompose.ts';

/** A batch of payloads as an archive keeps them: the bytes of its parts, nothing else. */
export interface ExactBatch {
  pack: Uint8Array;
  datasets: Map<DatasetName, WrittenDataset>;
  chunks: ExactChunk[][];
  /** What `decompose` said of each payload. */
  parts: Decomposed[];
}

export interface SamplePayload {
  payload: Uint8Array;
  formatVersion: number;
}

/** Takes payloads apart and writes all that is kept of them. */
export function keepExactly(samples: readonly SamplePayload[]): ExactBatch {
  const parts = samples.map(({ payload, formatVersion }) => decompose(payload, formatVersion));
  const datasets = new Map<DatasetName, WrittenDataset>();
  for (const name of datasetNames) {
    const rows = parts.flatMap(({ tables }, bundle) =>
      name === 'backtests'
        ? [{ id: `bundle ${bundle}`, table: tables.backtest }]
        : tables.runs.map((run, i) => ({ id: `${bundle}-${i}`, table: run[name] ?? noRows })),
    );
    datasets.set(name, writeDataset(name, rows));
  }
  return {
    pack: packSkeletons(parts.map(({ skeleton }) => skeleton)),
    datasets,
    chunks: parts.map(({ chunks }) => chunks),
    parts,
  };
}

/** Puts every payload together from the bytes of the batch alone; an error stands for one that cannot be. */
export async function restoreExactly(batch: ExactBatch): Promise<(Uint8Array | Error)[]> {
  const tables = new Map<DatasetName, RunTable[]>();
  for (const [name, { bytes, ranges }] of batch.datasets) {
    const dataset = await openDataset(name, fileOfBytes(bytes));
    const all = await readDataset(dataset, 0, dataset.rows);
    tables.set(
      name,
      ranges.map(({ from, to }) => rowsOf(all, from, to)),
    );
  }
  const take = (name: DatasetName) => tables.get(name)!.shift()!;
  return unpackSkeletons(batch.pack).map((skeleton, bundle) => {
    const runs = batch.parts[bundle]!.tables.runs.map(() => {
      const names = datasetNames.filter((name) => name !== 'backtests');
      return Object.fromEntries(names.map((name) => [name, take(name)])) as RunTables;
    });
    const chunks = batch.chunks[bundle]!.map(({ bytes }) => bytes);
    try {
      return recompose(skeleton, { backtest: take('backtests'), runs }, chunks);
    } catch (error) {
      return error as Error;
    }
  });
}

/** Bytes of a batch by part, 32 a bundle for its hash included. */
export function sizesOf(batch: ExactBatch): Record<string, number> {
  const chunks = batch.chunks.flat().reduce((sum, { bytes }) => sum + bytes.length, 0);
  const written = [...batch.datasets].filter(([, { rows }]) => rows > 0);
  return {
    ...Object.fromEntries(written.map(([name, { bytes }]) => [name, bytes.length])),
    skeletons: batch.pack.length,
    chunks,
    hashes: 32 * batch.parts.length,
  };
}
