import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { JobFailure } from '#contract/operations.ts';
import type { BundleRecord } from '../../formats/bundle/bundle-record.ts';
import { readContainer } from '../../formats/bundle/container.ts';
import { readBundleRecord } from '../../formats/bundle/read-bundle-record.ts';
import { decompose } from '../../formats/exact/decompose/decompose.ts';
import { type Publisher, type StagedFile, sha256 } from '../durable/publisher.ts';
import { readStableFile } from '../files/read-stable-file.ts';
import type { BatchMember } from './batch-contents.ts';
import { shapeOf } from './frame-recipe.ts';
import { layout } from './layout.ts';
import type { StoredFile } from './manifest.ts';
import { type StagedBatch, stageBatch } from './stage-batch.ts';
import { factsOf } from './stored-file.ts';
import { type PriceSource, takePrices } from './take-prices.ts';

/** A bundle file to take in. */
export interface IncomingFile extends PriceSource {
  /** Where it is to stand in the archive: with folders and extension, `/` between them. */
  path: string;
  handle: string;
}

export interface BuiltBatch extends StagedBatch {
  stored: StoredFile[];
  /** For the index, by bundle id. */
  records: Map<string, BundleRecord>;
  failures: JobFailure[];
  /** Chunks with files of their own: price series, source code. */
  ownChunks: { kind: 'ohlcv' | 'code'; sha256: string; bytes: number }[];
  sourceBytes: number;
}

export interface BuildOptions {
  /** Chunk id of the source code to tie to every backtest. */
  code: string | null;
  /** Which of these backtests are new to the archive and to every other batch in hand. */
  claim(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Reads, takes apart, writes and proves the bundles of one batch. One that cannot be read is listed, the rest goes on. */
export async function buildBatch(
  publisher: Publisher,
  files: readonly IncomingFile[],
  { code, claim }: BuildOptions,
): Promise<BuiltBatch> {
  const { read, failures } = readAll(files);
  const claimed = await claim([...new Set(read.map(({ record }) => record.bundleId))]);
  const members = new Map<string, BatchMember>();
  const records = new Map<string, BundleRecord>();
  const stored: StoredFile[] = [];
  const priceFiles = new Map<string, StagedFile>();
  const originals: Uint8Array[] = [];
  for (const { file, bytes, mtimeNs, record } of read) {
    const id = record.bundleId;
    const { headerVersion, frame, trailing } = shapeOf(bytes);
    records.set(id, record);
    const storedFile: StoredFile = {
      id,
      handle: file.handle,
      path: file.path,
      sha256: sha256(bytes),
      size: bytes.length,
      mtimeNs: String(mtimeNs),
      headerVersion,
      frame: frame ?? { kind: 'original', chunk: sha256(bytes) },
      trailing,
    };
    stored.push(storedFile);
    if (frame === null) originals.push(bytes);
    if (claimed.has(id) && !members.has(id)) {
      const ohlcv = await takePrices(publisher, file, record.ohlcv, priceFiles);
      const facts = factsOf(storedFile);
      members.set(id, { ...memberOf(record, bytes), facts, ohlcv, code });
    }
  }
  const sourceBytes = stored.reduce((sum, { size }) => sum + size, 0);
  const batch = await stageBatch(publisher, [...members.values()], originals);
  const whole = new Map(batch.backtests.map((one) => [one.id, one.original]));
  for (const file of stored) {
    const original = whole.get(file.id) ?? null;
    if (original === file.sha256) file.frame = { kind: 'original', chunk: original };
  }
  const ownChunks = [...priceFiles.values()].map(({ sha256: id, bytes }) => ({
    kind: 'ohlcv' as const,
    sha256: id,
    bytes,
  }));
  const prices = [...priceFiles.values()].map((staged) => ({
    staged,
    path: layout.chunkFile('ohlcv', staged.sha256),
  }));
  return {
    ...batch,
    files: [...batch.files, ...prices],
    stored,
    records,
    failures,
    ownChunks,
    sourceBytes,
  };
}

interface ReadFile {
  file: IncomingFile;
  bytes: Uint8Array;
  mtimeNs: bigint;
  record: BundleRecord;
}

/** Only what could be read is claimed: nothing keeps another batch from storing what failed here. */
function readAll(files: readonly IncomingFile[]): { read: ReadFile[]; failures: JobFailure[] } {
  const read: ReadFile[] = [];
  const failures: JobFailure[] = [];
  for (const file of files) {
    try {
      const { bytes, mtimeNs } = readStableFile(file.realPath, file.path);
      read.push({ file, bytes, mtimeNs, record: readBundleRecord(bytes) });
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      failures.push({ ...describeFailure(error), file: file.path });
    }
  }
  return { read, failures };
}

function memberOf(record: BundleRecord, file: Uint8Array) {
  const { bundleId, formatVersion } = record;
  const parts = decompose(readContainer(file).payload, formatVersion);
  return {
    bundleId,
    record,
    runs: parts.tables.runs.length,
    parts: parts.isOpaque ? null : parts,
    file,
    symbols: symbolsOf(record),
  };
}

/** Chunk kind symbols (archive.md §8): what was traded, as JSON; the same for all bundles of a sweep. */
function symbolsOf(record: BundleRecord): Uint8Array {
  const symbols = [...new Set(record.runs.flatMap((run) => run.symbols))].sort();
  const currencies = [...new Set(record.runs.map((run) => run.tradingSymbol))].filter(
    (one) => one !== null,
  );
  return new TextEncoder().encode(JSON.stringify({ symbols, trading_symbols: currencies.sort() }));
}
