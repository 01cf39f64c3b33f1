import { ArchiveError } from '#contract/archive-error.ts';
import { decodeExact } from '../messagepack/decode-exact.ts';
import { type Exact, openValue } from '../messagepack/exact-value.ts';
import { readContainer } from './container.ts';

/** A bundle's whole document with nothing lost: `encodeExact(document)` gives `payload` again. */
export interface BundleDocument {
  formatVersion: number;
  payload: Uint8Array;
  /** A map; `openValue` gives its keys, whatever form its header has. */
  document: Exact;
}

/**
 * Decodes every value of a bundle file. Byte strings (the blobs) are views into `payload`. Throws the
 * `ArchiveError`s of the walk, and refuses a key that stands twice in any map.
 */
export function readDocument(file: Uint8Array): BundleDocument {
  const { formatVersion, payload } = readContainer(file);
  const document = decodeExact(payload);
  if (!(openValue(document) instanceof Map)) {
    throw new ArchiveError('document-not-a-map', 'the document is not a map', { offset: 0 });
  }
  return { formatVersion, payload, document };
}
