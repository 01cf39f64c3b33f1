import type { Database } from 'better-sqlite3';
import { storedSchema } from '../index/stored-schema.ts';
import type { PackEntry } from './chunk-pack.ts';
import type { ChunkKind } from './layout.ts';
import type { BatchManifest, FrameRecipe, ProofManifest } from './manifest.ts';

/**
 * The part of a tiered archive's index that says where things lie. Derived from the manifests, the pack
 * indexes and the tombstones, like all of the index.
 */

export type Proof = 'payload' | 'file' | 'payload-only';

export interface BacktestPlace {
  bundleId: string;
  /** SHA-256 of the manifest, and the position among its backtests. */
  manifest: string;
  entry: number;
  seq: number;
}

export interface FilePlace {
  handle: string;
  bundleId: string;
  manifest: string;
  entry: number;
  seq: number;
  /** `payload`: the file proof is still to come. `payload-only`: it found that the frame cannot be made again. */
  proof: Proof;
  /** What the file proof found where it differs from the manifest. */
  frame: FrameRecipe | null;
}

export interface ChunkPlace {
  /** SHA-256 of the pack, or null for a chunk with a file of its own. */
  pack: string | null;
  offset: number;
  length: number;
}

export function createStoredTables(db: Database): void {
  for (const statement of storedSchema) db.exec(statement);
}

/** Whether an index is that of a tiered archive. */
export function hasStoredTables(db: Database): boolean {
  return (
    db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'stored_backtests'").get() !== undefined
  );
}

export interface PackPlaces {
  kind: ChunkKind;
  sha256: string;
  entries: readonly PackEntry[];
}

/** What of a batch counts; see `LiveBatch`. */
export interface LivePart {
  live: ReadonlySet<string>;
  liveFiles: ReadonlySet<number>;
}

/**
 * Call inside a transaction. Entries of a lower `seq` than what is known stay as they are; of a batch
 * that does not count in full only `part` is recorded.
 */
export function recordBatch(
  db: Database,
  sha256: string,
  bytes: number,
  manifest: BatchManifest,
  packs: readonly PackPlaces[],
  part: LivePart | null = null,
): void {
  const seq = manifest.seq;
  db.prepare(`INSERT OR IGNORE INTO stored_manifests VALUES (?, 'batch', ?, ?)`).run(
    sha256,
    seq,
    bytes,
  );
  const backtest = db.prepare(
    `INSERT INTO stored_backtests VALUES (?, ?, ?, ?) ON CONFLICT (bundle_id) DO UPDATE
     SET manifest = excluded.manifest, entry = excluded.entry, seq = excluded.seq
     WHERE excluded.seq > stored_backtests.seq`,
  );
  manifest.backtests.forEach((stored, entry) => {
    if (part === null || part.live.has(stored.id)) backtest.run(stored.id, sha256, entry, seq);
  });
  const file = db.prepare(
    `INSERT INTO stored_files VALUES (?, ?, ?, ?, ?, ?, 'payload', NULL) ON CONFLICT (handle) DO UPDATE
     SET bundle_id = excluded.bundle_id, file_sha256 = excluded.file_sha256, manifest = excluded.manifest,
         entry = excluded.entry, seq = excluded.seq,
         proof = iif(excluded.file_sha256 = stored_files.file_sha256, stored_files.proof, 'payload'),
         frame = iif(excluded.file_sha256 = stored_files.file_sha256, stored_files.frame, NULL)
     WHERE excluded.seq > stored_files.seq`,
  );
  manifest.files.forEach((stored, entry) => {
    if (part !== null && !part.liveFiles.has(entry)) return;
    file.run(stored.handle, stored.id, stored.sha256, sha256, entry, seq);
  });
  const chunk = db.prepare('INSERT OR REPLACE INTO stored_chunks VALUES (?, ?, ?, ?, ?)');
  for (const pack of packs) {
    for (const entry of pack.entries)
      chunk.run(pack.kind, entry.id, pack.sha256, entry.offset, entry.length);
  }
  for (const own of manifest.chunks) chunk.run(own.kind, own.sha256, null, 0, own.bytes);
  if (manifest.skeletons) {
    chunk.run('skeletons', manifest.skeletons.sha256, null, 0, manifest.skeletons.bytes);
  }
  const alias = db.prepare('INSERT OR REPLACE INTO stored_aliases VALUES (?, ?)');
  for (const { id, of } of manifest.aliases) alias.run(id, of);
}

/** Call inside a transaction. */
export function recordProof(
  db: Database,
  sha256: string,
  bytes: number,
  manifest: ProofManifest,
): void {
  db.prepare(`INSERT OR IGNORE INTO stored_manifests VALUES (?, 'proof', ?, ?)`).run(
    sha256,
    manifest.seq,
    bytes,
  );
  const update = db.prepare('UPDATE stored_files SET proof = ?, frame = ? WHERE file_sha256 = ?');
  for (const { fileSha256, proved, frame } of manifest.proofs) {
    const proof: Proof = proved === 'file' ? 'file' : 'payload-only';
    update.run(proof, frame === null ? null : JSON.stringify(frame), fileSha256);
  }
  const chunk = db.prepare(
    `INSERT OR REPLACE INTO stored_chunks VALUES ('originals', ?, NULL, 0, ?)`,
  );
  for (const original of manifest.originals) chunk.run(original.sha256, original.bytes);
  const alias = db.prepare('INSERT OR REPLACE INTO stored_aliases VALUES (?, ?)');
  for (const { id, of } of manifest.aliases) alias.run(id, of);
}

/** Call inside a transaction: a deleted backtest leaves the index, its bytes stay until they are collected. */
export function forgetBacktest(db: Database, bundleId: string): void {
  db.prepare('DELETE FROM stored_files WHERE bundle_id = ?').run(bundleId);
  db.prepare('DELETE FROM stored_backtests WHERE bundle_id = ?').run(bundleId);
  db.prepare('DELETE FROM stored_aliases WHERE bundle_id = ?').run(bundleId);
}

/** Names of the manifests that the index was made from. */
export function knownManifests(db: Database): Set<string> {
  return new Set(db.prepare<[], string>('SELECT sha256 FROM stored_manifests').pluck().all());
}

/** Higher than any in use. */
export function nextSeq(db: Database): number {
  const highest = db
    .prepare<[], number | null>(
      `SELECT max(seq) FROM (SELECT seq FROM stored_manifests UNION ALL SELECT seq FROM stored_tombstones)`,
    )
    .pluck()
    .get();
  return (highest ?? 0) + 1;
}

/** Ids of the backtests that are stored. */
export function storedIds(db: Database): Set<string> {
  return new Set(db.prepare<[], string>('SELECT bundle_id FROM stored_backtests').pluck().all());
}

/** And those under which they left the archive: importing one of them brings nothing new. */
export function knownIds(db: Database): Set<string> {
  const ids = storedIds(db);
  const aliases = db.prepare<[], string>('SELECT id FROM stored_aliases').pluck().all();
  return new Set([...ids, ...aliases]);
}

export function findBacktest(db: Database, bundleId: string): BacktestPlace | null {
  const row = db
    .prepare<[string], BacktestPlace>(
      'SELECT bundle_id AS bundleId, manifest, entry, seq FROM stored_backtests WHERE bundle_id = ?',
    )
    .get(bundleId);
  return row ?? null;
}

export function findChunk(db: Database, kind: ChunkKind, id: string): ChunkPlace | null {
  const row = db
    .prepare<[string, string], ChunkPlace>(
      'SELECT pack, start AS offset, length FROM stored_chunks WHERE kind = ? AND id = ?',
    )
    .get(kind, id);
  return row ?? null;
}

/** The backtest a v1 bundle's exported form stands for, or the id itself. */
export function resolveAlias(db: Database, bundleId: string): string {
  const of = db
    .prepare<[string], string>('SELECT bundle_id FROM stored_aliases WHERE id = ?')
    .pluck()
    .get(bundleId);
  return of ?? bundleId;
}

const fileColumns =
  'handle, bundle_id AS bundleId, manifest, entry, seq, proof, frame FROM stored_files';

export function findFile(db: Database, handle: string): FilePlace | null {
  const row = db.prepare<[string], FileRow>(`SELECT ${fileColumns} WHERE handle = ?`).get(handle);
  return row === undefined ? null : fileOf(row);
}

/** Files in the order of their handles; `proof` narrows. */
export function listFiles(db: Database, proof: Proof | null): FilePlace[] {
  const rows =
    proof === null
      ? db.prepare<[], FileRow>(`SELECT ${fileColumns} ORDER BY handle`).all()
      : db
          .prepare<[string], FileRow>(`SELECT ${fileColumns} WHERE proof = ? ORDER BY handle`)
          .all(proof);
  return rows.map(fileOf);
}

type FileRow = Omit<FilePlace, 'frame'> & { frame: string | null };

function fileOf(row: FileRow): FilePlace {
  return { ...row, frame: row.frame === null ? null : (JSON.parse(row.frame) as FrameRecipe) };
}

/** Files by the SHA-256 they came with; of several with the same the best proved one. */
export function filesByHash(db: Database): Map<string, FilePlace> {
  const rows = db
    .prepare<[], FileRow & { fileSha256: string }>(
      `SELECT file_sha256 AS fileSha256, ${fileColumns} ORDER BY proof = 'file', proof`,
    )
    .all();
  return new Map(rows.map(({ fileSha256, ...row }) => [fileSha256, fileOf(row)]));
}
