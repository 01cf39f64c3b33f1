import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { RunRef } from '#contract/run-page.ts';
import { type RunTableName, runTables } from '#contract/run-tables.ts';
import { type Container, readContainer } from '../formats/bundle/container.ts';
import type { DatasetName } from '../formats/exact/datasets/dataset-columns.ts';
import { recordsOfTable } from '../formats/exact/datasets/records-of-table.ts';
import type { PlainRecord } from '../formats/run/plain-value.ts';
import { readRunRecords } from '../formats/run/read-run-records.ts';
import type { RecordKind, RunRecords } from '../formats/run/run-records.ts';
import { readStableFile } from '../store/files/read-stable-file.ts';
import { findBacktest, type StoredBacktest } from '../store/index/find-backtest.ts';
import { openRowTable, type RowTable } from '../store/run-rows/row-table.ts';
import { recordsFor, runCells } from '../store/run-rows/run-cells.ts';
import { readPayload, readRunRows } from '../store/tiered/read-backtest.ts';
import type { Archive } from './archive.ts';
import { findBundleFile } from './bundle-file.ts';

/** The inside of one run, read as it is asked for and then kept. */
export interface OpenRun {
  readonly found: StoredBacktest;
  /** Its position in the bundle. */
  readonly run: number;
  readonly values: StoredBacktest['runs'][number]['values'];
  /** The unpacked document. */
  container(): Promise<Container>;
  table(name: RunTableName): Promise<RowTable>;
  /** How many there are, without reading them where a dataset says it. */
  count(kind: RecordKind): Promise<number>;
}

/** What of a run lies in a dataset of a tiered archive; the rest only in the document. */
const datasetOf: Partial<Record<RecordKind, DatasetName>> = {
  trades: 'trades',
  orders: 'orders',
  signals: 'signals',
  snapshots: 'portfolio_snapshots',
};

/** What the framework always writes: where it is null, the document has it in a form that no column holds. */
const alwaysThere: Partial<Record<RecordKind, readonly string[]>> = {
  trades: ['target_symbol', 'status', 'opened_at', 'amount', 'open_price', 'net_gain', 'cost'],
  orders: ['target_symbol', 'order_side', 'status', 'created_at', 'price', 'amount'],
  signals: ['symbol', 'signal', 'ts'],
  snapshots: ['created_at', 'total_value'],
};

function isWhole(kind: RecordKind, record: PlainRecord): boolean {
  if (kind === 'trades' && record.status === 'CLOSED' && record.closed_at === null) return false;
  return alwaysThere[kind]?.every((field) => (record[field] ?? null) !== null) ?? true;
}

/** Throws `not-found`. */
export function openRun(archive: Archive, { id, run }: Pick<RunRef, 'id' | 'run'>): OpenRun {
  const found = findBacktest(archive.index, id);
  const values = found.runs.find((one) => one.run === run)?.values;
  if (values === undefined) {
    throw new ArchiveError(
      'not-found',
      `${found.handle} has ${found.runs.length} runs, and no run ${run}`,
    );
  }
  const container = once(() => readDocumentOf(archive, found));
  const document = once(async () => readRunRecords(await container(), run));
  const tables = new Map<RunTableName, Promise<RowTable>>();

  async function recordsOf(kind: RecordKind): Promise<RunRecords[RecordKind]> {
    const name = datasetOf[kind];
    if (name !== undefined && archive.tiers !== null) {
      const { stored, source } = await archive.tiers().backtest(found.id);
      if (stored.skeleton !== null) {
        const records = recordsOfTable(name, await readRunRows(stored, run, name, null, source));
        if (records.every((record) => isWhole(kind, record))) return records;
      }
    }
    return (await document())[kind];
  }

  async function count(kind: RecordKind): Promise<number> {
    const name = datasetOf[kind];
    if (name !== undefined && archive.tiers !== null) {
      const { stored } = await archive.tiers().backtest(found.id);
      if (stored.skeleton !== null) return stored.rows[name]?.[1 + run] ?? 0;
    }
    return (await document())[kind].length;
  }

  async function openTable(name: RunTableName): Promise<RowTable> {
    const records: Partial<RunRecords> = {};
    for (const kind of recordsFor[name]) records[kind] = await recordsOf(kind);
    return openRowTable(runTables[name], runCells(name, records));
  }

  return {
    found,
    run,
    values,
    container,
    count,
    table(name) {
      const table = tables.get(name) ?? openTable(name);
      tables.set(name, table);
      table.catch(() => tables.delete(name));
      return table;
    },
  };
}

/** The unpacked document of a backtest, of either kind of archive. */
export async function readDocumentOf(archive: Archive, found: StoredBacktest): Promise<Container> {
  if (archive.tiers !== null) {
    const { stored, source } = await archive.tiers().backtest(found.id);
    return { formatVersion: stored.version, payload: await readPayload(stored, source) };
  }
  const path = join(found.folder, found.fileName);
  const { bytes } = readStableFile(await findBundleFile(archive.folder, path), path);
  try {
    return readContainer(bytes);
  } catch (error) {
    throw error instanceof ArchiveError ? error.inFile(path) : error;
  }
}

/** What failed is tried again by the next who asks. */
function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => {
    if (made === null) {
      const making = make();
      made = making;
      making.catch(() => {
        if (made === making) made = null;
      });
    }
    return made;
  };
}
