import { ArchiveError } from '#contract/archive-error.ts';
import type { BundleRecord } from './bundle-record.ts';

/** What the index needs of one bundle, from the bytes of its file. Throws an `ArchiveError` with code, offset and advice. */
export function readBundleRecord(file: Uint8Array): BundleRecord {
  throw new ArchiveError('not-a-bundle', `not read yet: ${file.length} bytes`);
}
