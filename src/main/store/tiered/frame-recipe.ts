import { readHeader } from '../../formats/bundle/container.ts';
import { readFrame } from '../../formats/zstd/frame-header.ts';
import { WRITING_VERSION, type Zstd } from '../../formats/zstd/zstd.ts';
import type { FrameRecipe, StoredFile } from './manifest.ts';

const headerBytes = 8;
/** More than so many bytes after the frame are not noted in a manifest: the file is kept whole instead. */
const maxTrailing = 2048;

export interface FileShape {
  headerVersion: number;
  /** Null where only the file itself will do. */
  frame: Extract<FrameRecipe, { kind: 'zstd' }> | null;
  trailing: string;
}

/**
 * What must be known of a file, beside its payload, to write it again. The level is the one its release
 * used (FORMATS §2: 7 before 8.9, 19 since); whether that makes the very bytes is for the file proof to say.
 */
export function shapeOf(file: Uint8Array): FileShape {
  const headerVersion = readHeader(file);
  const { frameSize } = readFrame(file.subarray(headerBytes), headerBytes);
  const trailing = file.subarray(headerBytes + frameSize);
  const level = headerVersion <= 1 ? 7 : 19;
  const checksum = (file[headerBytes + 4]! & 0x04) !== 0;
  return {
    headerVersion,
    frame:
      trailing.length > maxTrailing
        ? null
        : { kind: 'zstd', library: WRITING_VERSION, level, checksum },
    trailing: trailing.length > maxTrailing ? '' : Buffer.from(trailing).toString('hex'),
  };
}

/** The file of a payload by its recipe, or null where this computer has no library that follows it. */
export function fileOfPayload(
  payload: Uint8Array,
  file: Pick<StoredFile, 'headerVersion' | 'trailing'>,
  frame: FrameRecipe,
  zstd: Zstd,
): Uint8Array | null {
  if (frame.kind !== 'zstd' || frame.library !== zstd.libraryVersion || frame.checksum) return null;
  const body = zstd.compress(payload, frame.level);
  const trailing = Buffer.from(file.trailing, 'hex');
  const bytes = new Uint8Array(headerBytes + body.length + trailing.length);
  bytes.set(new TextEncoder().encode('IAFB'));
  new DataView(bytes.buffer).setUint32(4, file.headerVersion, true);
  bytes.set(body, headerBytes);
  bytes.set(trailing, headerBytes + body.length);
  return bytes;
}
