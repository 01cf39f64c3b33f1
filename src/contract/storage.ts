/** What lies in an archive and what became of a migration. Bytes are those of files, times epoch ms. */

export interface TierBytes {
  index: number;
  parquet: number;
  chunks: number;
  other: number;
  total: number;
}

/** Files of one kind: a dataset, a kind of chunk, the index. */
export interface StoragePart {
  tier: 'index' | 'parquet' | 'chunks' | 'other';
  /** Name of the dataset or kind; of a plain folder `bundles`. */
  name: string;
  files: number;
  bytes: number;
}

/** Price files (OHLCV) that bundles refer to; each counts once however many bundles do. */
export interface PriceFacts {
  files: number;
  bytes: number;
  /** Different files that bundles refer to, and those of them that are not there. */
  referenced: number;
  missing: number;
  /** Files that nothing refers to; of a tiered archive they are garbage like any other. */
  orphans: number;
}

export interface ProofFacts {
  /** Files that come out byte for byte. */
  file: number;
  /** Files whose payload is proved, and whose file proof is still to come. */
  payload: number;
  /** Files of which the file proof found that only the payload comes out the same. */
  payloadOnly: number;
  /** Of all these, files that are kept whole, as they came. */
  opaque: number;
}

export interface StorageFacts {
  backtests: number;
  runs: number;
  /** Of the files as they came in. */
  sourceBytes: number;
  bytes: TierBytes;
  /** As `ArchiveStats` has it. */
  ratio: number | null;
  parts: StoragePart[];
  /** Null for a plain folder, where nothing is proved: the bundles are the originals. */
  proof: ProofFacts | null;
  /** What is stored once and used more than once. `bytes`: what the other copies would take. */
  dedup: { files: number; chunks: number; bytes: number } | null;
  trash: TrashFacts;
}

export interface TrashFacts {
  /** Files in trash/ and quarantine/, of a plain folder in .strata-trash/. */
  bytes: number;
  /** Deleted, and still to be had back. */
  backtests: TrashedBacktest[];
}

export interface TrashedBacktest {
  /** What `startUndelete` takes: the bundle id, or in a plain folder the handle. */
  name: string;
  handle: string;
  /** Null where it is not known. */
  deletedAt: number | null;
  /** Of the file as it came in. */
  bytes: number;
}

/** What a migration would come to, from a sample that was really taken apart, written aside and proved. */
export interface MigratePlan {
  bundles: number;
  /** Of the bundles, as they are. */
  sourceBytes: number;
  /** Bundles in the sample. */
  sampled: number;
  /** Of the sample, files that were compressed again, and of those the files that came out byte for byte. */
  sampledProved: { tried: number; file: number };
  /** Everything but the index; null where nothing could be read. */
  archiveBytes: number | null;
  ratio: number | null;
  /** With payload proof, and what the file proof takes besides. */
  seconds: number | null;
  proofSeconds: number | null;
  /** Files that cannot be read, and files that are passed over. */
  failed: number;
  skipped: number;
}

/** How a migration ended. */
export interface MigrationFacts {
  /** The new archive. */
  archive: string;
  /** Of the bundles and their price files. */
  sourceBytes: number;
  /** Of the new archive: everything but the index, and the index. */
  archiveBytes: number;
  indexBytes: number;
  ratio: number | null;
  proof: ProofFacts;
}

/** Where the parts of a backtest lie in a tiered archive, and what is proved of its file. */
export interface StoredFacts {
  /** As `ProofFacts` counts them. */
  proof: 'file' | 'payload' | 'payload-only';
  /** Kept as the file it came in, without rows. */
  isKeptWhole: boolean;
  /** Chunk of kind symbols: what was traded, and the currencies of the accounts. */
  symbols: string[];
  tradingSymbols: string[];
  /** Chunks that the backtest refers to, packed or not: kind, SHA-256 and size. */
  chunks: { kind: string; id: string; bytes: number }[];
  /** Price files that the bundle names; `chunk` is null where its store lacked the file. */
  prices: { key: string; file: string; chunk: string | null }[];
}

/** Source code that was imported with a backtest (`--code`). */
export interface CodeFiles {
  /** SHA-256 of the chunk, a gzip'd tar, and its size. */
  chunk: string;
  bytes: number;
  /** By path. `text` is null for a file that is no UTF-8 text or too large to be shown. */
  files: { path: string; bytes: number; text: string | null }[];
}
