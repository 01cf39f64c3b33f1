import { createHash } from 'node:crypto';
import { ArchiveError } from '#contract/archive-error.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import { rowsOf } from '../../formats/exact/datasets/read-dataset.ts';
import {
  type BundleTables,
  noRows,
  type RunTable,
  type RunTables,
} from '../../formats/exact/datasets/run-table.ts';
import { recompose } from '../../formats/exact/decompose/recompose.ts';
import { type ChunkKind, datasetNames } from './layout.ts';
import type { StoredBacktest } from './manifest.ts';
import type { ReadRows } from './whole-datasets.ts';

/** Where the parts of one batch are read from: files of the archive, or those just written and not yet named. */
export interface BatchSource {
  readonly rows: ReadRows;
  skeleton(index: number): Promise<Uint8Array>;
  chunk(kind: ChunkKind, id: string): Promise<Uint8Array>;
}

/** The payload of a backtest, put together from the tiers and checked against its id. Throws `file-damaged`. */
export async function readPayload(
  stored: StoredBacktest,
  source: BatchSource,
): Promise<Uint8Array> {
  const payload = await assemble(stored, source);
  if (createHash('sha256').update(payload).digest('hex') === stored.id) return payload;
  throw new ArchiveError(
    'file-damaged',
    `backtest ${stored.id} comes out different from what came in`,
  );
}

async function assemble(stored: StoredBacktest, source: BatchSource): Promise<Uint8Array> {
  if (stored.skeleton === null) {
    return readContainer(await source.chunk('originals', stored.original ?? '')).payload;
  }
  const skeleton = await source.skeleton(stored.skeleton);
  const tables = await readTables(stored, source);
  const chunks = await Promise.all(stored.chunks.map(({ kind, id }) => source.chunk(kind, id)));
  return recompose(skeleton, tables, chunks);
}

/**
 * Rows of a backtest by run; `only` names the columns wanted of a dataset, all of them where it says nothing. A
 * dataset of which none is wanted is not read: its tables say how many rows there are.
 */
export async function readTables(
  stored: StoredBacktest,
  source: BatchSource,
  only: { [Name in DatasetName]?: readonly string[] } = {},
): Promise<BundleTables> {
  const runs: RunTables[] = Array.from({ length: stored.runs }, () => ({}));
  let backtest: RunTable = noRows;
  for (const name of datasetNames) {
    const tables = await readRunTables(stored, name, source, only[name]);
    if (name === 'backtests') backtest = tables[0] ?? noRows;
    else
      tables.forEach((table, run) => {
        if (table.rows > 0) runs[run]![name] = table;
      });
  }
  return { backtest, runs };
}

/** The rows of each run of a backtest in one dataset, in one reading. */
async function readRunTables(
  stored: StoredBacktest,
  name: DatasetName,
  source: BatchSource,
  columns?: readonly string[],
): Promise<RunTable[]> {
  const range = stored.rows[name];
  if (range === undefined) return [];
  const [from, ...counts] = range as [number, ...number[]];
  if (columns?.length === 0) return counts.map((rows) => ({ rows, columns: {} }));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const all = await source.rows(name, from, from + total, columns);
  let at = 0;
  return counts.map((count) => {
    const table = rowsOf(all, at, at + count);
    at += count;
    return table;
  });
}

/** Rows of one run in one dataset, of the columns named; null for all. */
export async function readRunRows(
  stored: StoredBacktest,
  run: number,
  name: DatasetName,
  columns: readonly string[] | null,
  source: BatchSource,
): Promise<RunTable> {
  const range = stored.rows[name];
  if (range === undefined) return noRows;
  const [first, ...counts] = range as [number, ...number[]];
  const from = first + counts.slice(0, run).reduce((sum, count) => sum + count, 0);
  return source.rows(name, from, from + (counts[run] ?? 0), columns ?? undefined);
}
