import { z } from 'zod';
import { ArchiveError } from '#contract/archive-error.ts';
import { datasetNames } from './layout.ts';

/**
 * A manifest says what belongs together: immutable, named by the hash of its bytes, and the truth the
 * index is rebuilt from. A *batch* manifest adds backtests and their files; a *proof* manifest records
 * what the file proof found. For the same backtest the highest `seq` wins; a tombstone of the same or a
 * higher `seq` hides it.
 */

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().min(0);
const text = z.string().max(65_536);

/** Rows of one backtest in a dataset file of the batch: the first row, then how many each of its runs has. */
const rowRange = z.array(count).min(1);

const storedBacktest = z.object({
  id: hash,
  version: count,
  payloadBytes: count,
  /** Hash of the document with every series as raw (time, value) bytes; null where it could not be taken. */
  logical: hash.nullable(),
  /** Position in the batch's skeletons; null for a backtest kept whole. */
  skeleton: count.nullable(),
  /** For a backtest kept whole: the chunk of kind originals that holds the file as it came. */
  original: hash.nullable(),
  rows: z.partialRecord(z.enum(datasetNames), rowRange),
  runs: count,
  /** What the skeleton leaves out, in the order in which it counts them. */
  chunks: z.array(
    z.object({ kind: z.enum(['params', 'metric-series-blobs', 'originals']), id: hash }),
  ),
  symbols: hash,
  code: hash.nullable(),
  /** `chunk` is null where the bundle's store lacked the file. */
  ohlcv: z.array(z.object({ key: text, file: text, chunk: hash.nullable() })),
});
export type StoredBacktest = z.infer<typeof storedBacktest>;

/** How the outer frame is made again from the payload. */
const frameRecipe = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('zstd'),
    library: z.string(),
    /** By one call over the whole payload, or through a stream that was told its size. */
    how: z.enum(['one-shot', 'stream']),
    level: z.number().int(),
    checksum: z.boolean(),
  }),
  /** The file as it came, a chunk of kind originals: no library at hand makes its frame. */
  z.object({ kind: z.literal('original'), chunk: hash }),
]);
export type FrameRecipe = z.infer<typeof frameRecipe>;

/** A file is one view of a backtest: two files may hold the same one. */
const storedFile = z.object({
  id: hash,
  handle: text.min(1),
  /** With folders and extension, `/` between them. */
  path: text.min(1),
  sha256: hash,
  size: count,
  /** Decimal text: nanoseconds do not fit a JSON number. */
  mtimeNs: z.string().regex(/^-?\d{1,20}$/),
  headerVersion: count,
  frame: frameRecipe,
  /** Bytes after the frame, hex; short, or the file is kept whole. */
  trailing: z.string().max(4096),
});
export type StoredFile = z.infer<typeof storedFile>;

const fileRef = z.object({ sha256: hash, bytes: count });

const batchManifest = z.object({
  kind: z.literal('batch'),
  format: z.literal(1),
  seq: count,
  createdAt: z.number(),
  writer: z.string().max(64),
  datasets: z.partialRecord(z.enum(datasetNames), fileRef.extend({ rows: count })),
  /** The chunk of packed skeletons. */
  skeletons: fileRef.nullable(),
  packs: z.array(
    fileRef.extend({ kind: z.enum(['params', 'symbols', 'metric-series-blobs', 'originals']) }),
  ),
  /** Chunks with files of their own that the batch brought or refers to. */
  chunks: z.array(
    fileRef.extend({ kind: z.enum(['ohlcv', 'code', 'originals', 'metric-series-blobs']) }),
  ),
  backtests: z.array(storedBacktest),
  files: z.array(storedFile),
  /** A v1 bundle's exported v2 form is the same backtest under another id. */
  aliases: z.array(z.object({ id: hash, of: hash })),
});
export type BatchManifest = z.infer<typeof batchManifest>;

const proofManifest = z.object({
  kind: z.literal('proof'),
  format: z.literal(1),
  seq: count,
  createdAt: z.number(),
  writer: z.string().max(64),
  proofs: z.array(
    z.object({
      fileSha256: hash,
      /** `file`: recompressed and equal. `payload`: only the payload is the same; the user was told. */
      proved: z.enum(['file', 'payload']),
      frame: frameRecipe.nullable(),
    }),
  ),
  /** Files that are kept whole because no recipe makes their frames: chunks of kind originals. */
  originals: z.array(fileRef),
  /** A v1 bundle's exported v2 form is the same backtest under another id. */
  aliases: z.array(z.object({ id: hash, of: hash })),
});
export type ProofManifest = z.infer<typeof proofManifest>;

const anyManifest = z.discriminatedUnion('kind', [batchManifest, proofManifest]);
export type Manifest = z.infer<typeof anyManifest>;

export function encodeManifest(manifest: Manifest): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(manifest));
}

/** `file` is for messages. */
export function decodeManifest(json: Uint8Array, file: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw new ArchiveError('file-damaged', `the manifest ${file} is not JSON`, { file, cause });
  }
  const parsed = anyManifest.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ArchiveError('file-damaged', `the manifest ${file} is not of a known form`, {
    file,
    cause: parsed.error,
  });
}
