import { hash } from 'node:crypto';
import { ArchiveError } from '#contract/archive-error.ts';
import { openCursor } from '../messagepack/cursor.ts';
import { scratchBuffer } from '../zstd/scratch-buffer.ts';
import type { BundleRecord, RunRecord } from './bundle-record.ts';
import { type Container, readContainer } from './container.ts';
import type { RunSlot } from './document-facts.ts';
import { type RunFacts, readRun } from './read-run.ts';
import type { Universe } from './read-universe.ts';
import { studyRows } from './study-rows.ts';
import { walkDocument } from './walk-document.ts';

/** 32 MiB, more than ten times a large real payload, kept by each thread that reads records. */
const scratch = scratchBuffer(32 * 1024 ** 2);

/**
 * What the index needs of one bundle, from the bytes of its file; throws an `ArchiveError` with code,
 * offset and advice. The payload is walked once; snapshots, trades, orders, signals and blobs are passed
 * over. Nothing of the record points into the file or the payload.
 */
export function readBundleRecord(file: Uint8Array): BundleRecord {
  return recordOf(readContainer(file, scratch));
}

/** The record of a bundle that is unpacked already. */
export function recordOf({ formatVersion, payload }: Container): BundleRecord {
  const cursor = openCursor(payload);
  const runsOfSlot = new Map<RunSlot, RunFacts[]>();
  let hasReferences = false;
  const { facts, slots } = walkDocument(cursor, formatVersion, (slot) => {
    const run = readRun(cursor, formatVersion);
    hasReferences ||= run.hasReferences;
    const runs = runsOfSlot.get(slot);
    if (runs === undefined) runsOfSlot.set(slot, [run]);
    else runs.push(run);
  });
  if (hasReferences && formatVersion <= 2 && facts.blobsAt === null) throw noBlobs();

  const { universes, studies: studyFacts, blobsAt: _, ...rest } = facts;
  const placed = new Map<RunSlot, RunRecord[]>();
  const runs: RunRecord[] = [];
  for (const slot of slots) {
    const own = (runsOfSlot.get(slot) ?? []).map((run, index) =>
      placeRun(run, slot, universes, runs.length + index),
    );
    placed.set(slot, own);
    runs.push(...own);
  }
  const studies = studyRows(studyFacts, universes, ({ slot }) => placed.get(slot) ?? []);
  const bundleId = hash('sha256', payload, 'hex');
  return { bundleId, formatVersion, payloadBytes: payload.length, ...rest, studies, runs };
}

/** From v4 on a run's symbols and currency are those of its universe, by key or of its study. */
function placeRun(
  facts: RunFacts,
  slot: RunSlot,
  universes: readonly Universe[],
  run: number,
): RunRecord {
  const { hasReferences: _, ...own } = facts;
  const named = universes.find(({ key }) => key === own.universeKey);
  const universe = named ?? (own.universeKey === null ? slot.universe : null);
  return {
    ...own,
    run,
    studyName: slot.studyName,
    sampleType: slot.sampleType,
    engine: slot.engine,
    universeKey: own.universeKey ?? universe?.key ?? null,
    symbols: own.symbols.length > 0 ? own.symbols : (universe?.symbols ?? []),
    tradingSymbol: own.tradingSymbol ?? universe?.tradingSymbol ?? null,
  };
}

/** The reference's own readers of v1 and v2 fail here, whatever is asked of them (FORMATS §4). */
function noBlobs(): ArchiveError {
  return new ArchiveError(
    'blob-missing',
    'the document refers to series in blobs, but has no blobs at all',
  );
}
