/** Every way an operation can fail that a user can be told about. The code picks the advice, the message has the details. */
export const errorCodes = [
  'bad-request',
  'not-found',
  'no-permission',
  'not-an-archive',
  'archive-newer',
  'archive-locked',
  'index-damaged',
  'index-outdated',
  'disk-full',
  'io-error',
  'cancelled',
  'bad-filter',
  'unknown-column',
  'outside-root',
  'already-exists',
  'not-a-bundle',
  'version-unsupported',
  'bundle-empty',
  'bundle-truncated',
  'zstd-corrupt',
  'zstd-no-content-size',
  'zstd-too-large',
  'zstd-trailing-bytes',
  'msgpack-corrupt',
  'msgpack-too-deep',
  'msgpack-too-many-nodes',
  'msgpack-duplicate-key',
  'msgpack-bad-key',
  'msgpack-bad-text',
  'msgpack-extension',
  'msgpack-trailing-bytes',
  'document-not-a-map',
  'document-unexpected',
  'blob-missing',
  'blob-corrupt',
  'skeleton-corrupt',
  'file-changed',
  'file-special',
  'file-too-large',
  'hash-mismatch',
  'file-missing',
  'file-damaged',
  'not-proved',
  'not-tiered',
  'timeout',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** What crosses a process border in place of a thrown error. `file` is a name for people, never an absolute path of a server. */
export interface Failure {
  code: ErrorCode;
  message: string;
  /** Name of the file it happened to, relative to the archive where there is one. */
  file?: string;
  /** Byte offset in the file or in the decompressed payload, as the message says. */
  offset?: number;
  /** What to do about it, one sentence. */
  advice?: string;
}

export type Reply<Value> = { ok: true; value: Value } | { ok: false; error: Failure };
