import { ArchiveError } from '#contract/archive-error.ts';
import { readFrame } from '../formats/zstd/frame-header.ts';

/** Magic and version, before the zstd frame (FORMATS §2). */
const HEADER_BYTES = 8;

/** How large a bundle's frame says its payload is; 0 for a file that is no bundle. */
export function declaredPayloadBytes(file: Uint8Array): number {
  try {
    return readFrame(file.subarray(HEADER_BYTES), HEADER_BYTES).contentSize;
  } catch (error) {
    if (error instanceof ArchiveError) return 0;
    throw error;
  }
}
