import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import { recordOf } from '../../formats/bundle/read-bundle-record.ts';
import type { IndexWriter } from '../index/open-index.ts';
import { type IndexChange, writeChanges } from '../index/write-rows.ts';
import { type CheckedBatch, checkBatch } from './check-batch.ts';
import type { LiveBatch, LiveSet } from './live-set.ts';
import type { StoredFile } from './manifest.ts';
import { readPayload } from './read-backtest.ts';
import { rewriteChunks } from './rewrite-chunks.ts';
import { factsOf } from './stored-file.ts';
import {
  findBacktest,
  findFile,
  forgetBacktest,
  recordBatch,
  recordProof,
} from './stored-index.ts';
import { replaceTombstones } from './stored-tombstones.ts';
import { openTieredReader } from './tiered-reader.ts';

export interface CheckedLiveBatch {
  batch: LiveBatch;
  checked: CheckedBatch;
}

/** Checks batches, each once, in the order given. */
export type CheckBatches = (batches: readonly LiveBatch[]) => AsyncIterable<CheckedLiveBatch>;

/**
 * Makes the index say what manifests and tombstones add up to: what is new is read and proved, what no
 * longer counts goes. In one transaction: a kill leaves the index as it was. What cannot be read is listed
 * as a failure of its file, and takes no place: importing it again heals it. Returns what is damaged.
 */
export async function reconcileIndex(
  root: string,
  index: IndexWriter,
  truth: { live: LiveSet; tombstones: ReadonlyMap<string, number> },
  check: CheckBatches = (batches) => checkInTurn(root, batches),
): Promise<JobFailure[]> {
  const { db } = index;
  const { live, tombstones } = truth;
  db.exec('BEGIN IMMEDIATE');
  try {
    removeDead(index, live);
    const damaged: JobFailure[] = [];
    const pending: StoredFile[] = [];
    for await (const { batch, checked } of check(live.batches.filter((one) => isNew(index, one)))) {
      damaged.push(...checked.damaged);
      pending.push(...admit(index, batch, checked));
    }
    damaged.push(...(await nameOthers(root, index, pending)));
    // A chunk that the index finds in a batch that is gone may lie in another one, too.
    if (recordManifests(index, live) > 0) await rewriteChunks(root, db, live);
    for (const { sha256, bytes, manifest } of live.proofs) recordProof(db, sha256, bytes, manifest);
    replaceTombstones(db, tombstones);
    db.exec(
      'DELETE FROM stored_aliases WHERE bundle_id NOT IN (SELECT bundle_id FROM stored_backtests)',
    );
    db.exec('COMMIT');
    return damaged;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

async function* checkInTurn(root: string, batches: readonly LiveBatch[]) {
  for (const batch of batches) yield { batch, checked: await checkBatch(root, batch.manifest) };
}

/** Something of it counts that the index does not have from it. */
function isNew({ db }: IndexWriter, { sha256, manifest, live, liveFiles }: LiveBatch): boolean {
  for (const id of live) if (findBacktest(db, id)?.manifest !== sha256) return true;
  for (const entry of liveFiles) {
    const place = findFile(db, manifest.files[entry]!.handle);
    if (place?.manifest !== sha256 || place.entry !== entry) return true;
  }
  return false;
}

function removeDead(index: IndexWriter, live: LiveSet): void {
  const { db } = index;
  const ids = new Set(live.batches.flatMap((batch) => [...batch.live]));
  const handles = new Set(
    live.batches.flatMap(({ manifest, liveFiles }) =>
      [...liveFiles].map((entry) => manifest.files[entry]!.handle),
    ),
  );
  const known = db
    .prepare<[], { handle: string; id: string }>('SELECT handle, bundle_id AS id FROM stored_files')
    .all();
  const changes: IndexChange[] = [];
  const forget = db.prepare('DELETE FROM stored_files WHERE handle = ?');
  for (const { handle, id } of known) {
    if (handles.has(handle) && ids.has(id)) continue;
    forget.run(handle);
    changes.push({ kind: 'gone', handle });
  }
  const failed = db.prepare<[], string>('SELECT handle FROM failures').pluck().all();
  for (const handle of failed) if (!handles.has(handle)) changes.push({ kind: 'gone', handle });
  if (changes.length > 0) writeChanges(index, changes);
  const all = db.prepare<[], string>('SELECT bundle_id FROM stored_backtests').pluck().all();
  for (const id of all) if (!ids.has(id)) forgetBacktest(db, id);
}

/** Records what of a batch counts and could be read; gives back the names it has for backtests of others. */
function admit(index: IndexWriter, batch: LiveBatch, checked: CheckedBatch): StoredFile[] {
  const { sha256, bytes, manifest } = batch;
  const own = new Set(manifest.backtests.map(({ id }) => id));
  const isLost = (id: string) => own.has(id) && !checked.records.has(id);
  const files = [...batch.liveFiles].map((entry) => ({ entry, file: manifest.files[entry]! }));
  const kept = files.filter(({ file }) => !isLost(file.id));
  recordBatch(index.db, sha256, bytes, manifest, checked.packs, {
    live: new Set([...batch.live].filter((id) => !isLost(id))),
    liveFiles: new Set(kept.map(({ entry }) => entry)),
  });
  const changes: IndexChange[] = [];
  const others: StoredFile[] = [];
  for (const { file } of files) {
    const record = checked.records.get(file.id);
    if (record !== undefined) changes.push(rowOf(file, record));
    else if (isLost(file.id)) changes.push(failureOf(file, batch.sha256));
    else others.push(file);
  }
  writeChanges(index, changes);
  return others;
}

/** Names of backtests that another batch holds: read from there. */
async function nameOthers(
  root: string,
  index: IndexWriter,
  files: readonly StoredFile[],
): Promise<JobFailure[]> {
  const damaged: JobFailure[] = [];
  const reader = openTieredReader(root, index);
  try {
    for (const file of files) {
      try {
        const { stored, source } = await reader.backtest(file.id);
        const payload = await readPayload(stored, source);
        const record = recordOf({ formatVersion: stored.version, payload });
        writeChanges(index, [rowOf(file, record)]);
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        damaged.push({ ...describeFailure(error), file: file.path });
        index.db.prepare('DELETE FROM stored_files WHERE handle = ?').run(file.handle);
        writeChanges(index, [failureOf(file, 'another batch')]);
      }
    }
  } finally {
    await reader.close();
  }
  return damaged;
}

/** Also of batches of which nothing counts any more, as long as they lie there. Returns how many are gone. */
function recordManifests({ db }: IndexWriter, live: LiveSet): number {
  const there = new Set([...live.batches, ...live.proofs].map(({ sha256 }) => sha256));
  const known = db.prepare<[], string>('SELECT sha256 FROM stored_manifests').pluck().all();
  const gone = known.filter((name) => !there.has(name));
  for (const name of gone) db.prepare('DELETE FROM stored_manifests WHERE sha256 = ?').run(name);
  const add = db.prepare(`INSERT OR IGNORE INTO stored_manifests VALUES (?, 'batch', ?, ?)`);
  for (const { sha256, bytes, manifest } of live.batches) add.run(sha256, manifest.seq, bytes);
  return gone.length;
}

function rowOf(file: StoredFile, record: BundleRecord): IndexChange {
  return { kind: 'bundle', facts: factsOf(file), record };
}

function failureOf(file: StoredFile, manifest: string): IndexChange {
  const message = `its data in the archive is damaged or missing (${manifest})`;
  const failure = describeFailure(new ArchiveError('file-damaged', message));
  return { kind: 'failed', facts: factsOf(file), failure };
}
