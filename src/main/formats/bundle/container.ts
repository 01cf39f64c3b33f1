import { ArchiveError } from '#contract/archive-error.ts';
import { payloadLimits, readFrameContent } from '../zstd/read-frame-content.ts';
import type { ScratchBuffer } from '../zstd/scratch-buffer.ts';

/** FORMATS §2: "IAFB", the version as uint32 little-endian, one zstd frame. The name of a file says nothing. */
export interface Container {
  /** Of the header: the only version a reader goes by. */
  formatVersion: number;
  /** One MessagePack value. */
  payload: Uint8Array;
}

const HEADER_BYTES = 8;
export const NEWEST_VERSION = 5;

/** Unpacks a bundle file. With `scratch` the payload lies there until it is used again. */
export function readContainer(file: Uint8Array, scratch?: ScratchBuffer): Container {
  const formatVersion = readHeader(file);
  const payload = readFrameContent(
    file.subarray(HEADER_BYTES),
    HEADER_BYTES,
    payloadLimits,
    scratch,
  );
  return { formatVersion, payload };
}

/** The version a file announces; throws where it is no bundle, or one that this release cannot read. */
export function readHeader(file: Uint8Array): number {
  if (file.length === 0) throw new ArchiveError('bundle-empty', 'the file is empty', { offset: 0 });
  const magic = Buffer.from(file.buffer, file.byteOffset, Math.min(4, file.length));
  if (!'IAFB'.startsWith(magic.toString('latin1'))) {
    throw new ArchiveError('not-a-bundle', 'the file does not begin with IAFB', { offset: 0 });
  }
  if (file.length < HEADER_BYTES) {
    throw new ArchiveError('bundle-truncated', `the file ends inside its header`, {
      offset: file.length,
    });
  }
  const version = new DataView(file.buffer, file.byteOffset).getUint32(4, true);
  if (version > NEWEST_VERSION) {
    throw new ArchiveError(
      'version-unsupported',
      `the file has format version ${version}; versions up to ${NEWEST_VERSION} can be read`,
      { offset: 4 },
    );
  }
  return version;
}
