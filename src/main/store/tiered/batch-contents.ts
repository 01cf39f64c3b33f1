import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import type { DatasetName } from '../../formats/exact/datasets/dataset-columns.ts';
import type { RunTable } from '../../formats/exact/datasets/run-table.ts';
import { type DatasetPart, writeDataset } from '../../formats/exact/datasets/write-dataset.ts';
import type { Decomposed } from '../../formats/exact/decompose/decompose.ts';
import { packSkeletons } from '../../formats/exact/decompose/pack-skeletons.ts';
import type { FileFacts } from '../index/file-facts.ts';
import { chunkIdOf, type PackEntry, writePack } from './chunk-pack.ts';
import { backtestRow, runRow } from './identity-columns.ts';
import { datasetNames } from './layout.ts';
import type { StoredBacktest } from './manifest.ts';

/** A backtest of a batch: taken apart, or kept as the file it came in. */
export interface BatchMember {
  bundleId: string;
  record: BundleRecord;
  /** Of the first file it came in. */
  facts: FileFacts;
  runs: number;
  /** Null for a backtest that is kept whole. */
  parts: Decomposed | null;
  /** The file as it came; needed when the backtest is kept whole. */
  file: Uint8Array;
  symbols: Uint8Array;
  ohlcv: StoredBacktest['ohlcv'];
  code: string | null;
}

export type PackedKind = 'params' | 'symbols' | 'metric-series-blobs' | 'originals';

/** A batch as bytes, before any of it is on disk. */
export interface BatchContents {
  datasets: { name: DatasetName; bytes: Uint8Array; rows: number }[];
  skeletons: Uint8Array | null;
  packs: { kind: PackedKind; bytes: Uint8Array; entries: PackEntry[] }[];
  backtests: StoredBacktest[];
}

/** Members sorted by bundle id, so that every dataset is sorted by run id; `originals` are kept beside them. */
export function batchContents(
  members: readonly BatchMember[],
  originals: readonly Uint8Array[] = [],
): BatchContents {
  const sorted = [...members].sort((a, b) => (a.bundleId < b.bundleId ? -1 : 1));
  const apart = sorted.filter((member) => member.parts !== null);
  const backtests = sorted.map((member) => storedBacktest(member, apart.indexOf(member)));
  const byId = new Map(backtests.map((stored) => [stored.id, stored]));
  return {
    datasets: datasetNames.flatMap((name) => writeOne(name, apart, byId)),
    skeletons: apart.length === 0 ? null : packSkeletons(apart.map(({ parts }) => parts!.skeleton)),
    packs: packs(sorted, originals),
    backtests,
  };
}

/** `run_id` of archive.md §2: global, so that files of several archives can be read together. */
export function runIdOf(bundleId: string, run: number): string {
  return `${bundleId.slice(0, 32)}-${run}`;
}

function storedBacktest(member: BatchMember, skeleton: number): StoredBacktest {
  const { parts } = member;
  return {
    id: member.bundleId,
    version: member.record.formatVersion,
    payloadBytes: member.record.payloadBytes,
    logical: parts?.logicalSha256 ?? null,
    skeleton: parts === null ? null : skeleton,
    original: parts === null ? chunkIdOf(member.file) : null,
    rows: {},
    runs: member.runs,
    chunks: (parts?.chunks ?? []).map(({ kind, bytes }) => ({ kind, id: chunkIdOf(bytes) })),
    symbols: chunkIdOf(member.symbols),
    code: member.code,
    ohlcv: member.ohlcv,
  };
}

function writeOne(
  name: DatasetName,
  members: readonly BatchMember[],
  byId: Map<string, StoredBacktest>,
) {
  const parts: DatasetPart[] = [];
  let from = 0;
  for (const member of members) {
    const { bundleId } = member;
    const tables = tablesOf(name, member);
    const counts = tables.map((table) => table?.rows ?? 0);
    const rows = counts.reduce((sum, count) => sum + count, 0);
    if (rows > 0) byId.get(bundleId)!.rows[name] = [from, ...counts];
    from += rows;
    tables.forEach((table, run) => {
      if (table === undefined || table.rows === 0) return;
      parts.push({ id: name === 'backtests' ? bundleId : runIdOf(bundleId, run), table });
    });
  }
  return from === 0 ? [] : [{ name, ...pick(writeDataset(name, parts)) }];
}

function pick({ bytes, rows }: { bytes: Uint8Array; rows: number }) {
  return { bytes, rows };
}

function tablesOf(
  name: DatasetName,
  { record, facts, parts }: BatchMember,
): (RunTable | undefined)[] {
  const { backtest, runs } = parts!.tables;
  if (name === 'backtests') return [backtestRow(record, facts, backtest)];
  if (name === 'runs') return runs.map((run, i) => runRow(record, i, run.runs));
  return runs.map((run) => run[name]);
}

function packs(
  members: readonly BatchMember[],
  originals: readonly Uint8Array[],
): BatchContents['packs'] {
  const chunks: Record<PackedKind, Uint8Array[]> = {
    params: [],
    symbols: members.map(({ symbols }) => symbols),
    'metric-series-blobs': [],
    originals: [
      ...members.filter(({ parts }) => parts === null).map(({ file }) => file),
      ...originals,
    ],
  };
  for (const { parts } of members) {
    for (const { kind, bytes } of parts?.chunks ?? []) chunks[kind].push(bytes);
  }
  return (Object.keys(chunks) as PackedKind[])
    .filter((kind) => chunks[kind].length > 0)
    .map((kind) => ({ kind, ...writePack(chunks[kind]) }));
}
