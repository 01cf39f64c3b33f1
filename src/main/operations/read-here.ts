import { ArchiveError } from '#contract/archive-error.ts';
import { declaredPayloadBytes } from './declared-payload.ts';
import { createFileDecoder, type DecodeOutcome, type DecodeTarget } from './decode-file.ts';
import { BIG_PAYLOAD_BYTES } from './decode-messages.ts';

/** Reads a file on the thread that calls; null when its payload is so big that a decoding thread has to. */
export type ReadHere = (target: DecodeTarget) => DecodeOutcome | null;

/** Larger files are read by a decoding thread: there one can be given up when it takes too long. */
export const LARGE_FILE_BYTES = 1024 * 1024;

/** Loads the reader of bundles. */
export async function openReadHere(): Promise<ReadHere> {
  const { readBundleRecord } = await import('../formats/bundle/read-bundle-record.ts');
  let isTooBig = false;
  const decode = createFileDecoder((file) => {
    isTooBig = declaredPayloadBytes(file) >= BIG_PAYLOAD_BYTES;
    if (isTooBig) throw new ArchiveError('file-too-large', 'too big a payload for this thread');
    return readBundleRecord(file);
  });
  return (target) => {
    isTooBig = false;
    const outcome = decode(target);
    return isTooBig ? null : outcome;
  };
}
