import { ArchiveError } from '#contract/archive-error.ts';

/** What the header of a zstd frame says, and where the frame ends. Offsets are within the bytes given. */
export interface ZstdFrame {
  contentSize: number;
  /** Bytes of the whole frame, its checksum included. */
  frameSize: number;
}

const MAGIC = 0xfd2fb528;
const BLOCK_LIMIT = 128 * 1024;
/** libzstd's own default: level 19 uses 8 MiB. */
const WINDOW_LIMIT = 128 * 1024 * 1024;

interface FrameHeader {
  contentSize: number;
  hasChecksum: boolean;
  /** Where the first block begins. */
  blocksAt: number;
}

/** The longest header there is. */
export const maxFrameHeaderBytes = 18;

/** What the header of the first frame says, of which nothing is believed yet. */
export function readFrameHeader(bytes: Uint8Array, fileOffset = 0): FrameHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { at, need } = placesIn(bytes, fileOffset);
  need(0, 4);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new ArchiveError('zstd-corrupt', 'no zstd frame begins here', at(0));
  }
  need(4, 1);
  const descriptor = bytes[4]!;
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const contentSizeCode = descriptor >> 6;
  if ((descriptor & 0x08) !== 0) {
    throw new ArchiveError('zstd-corrupt', 'the frame header uses a reserved bit', at(4));
  }
  if ((descriptor & 0x03) !== 0) {
    throw new ArchiveError('zstd-corrupt', 'the frame needs a dictionary', at(4));
  }
  if (contentSizeCode === 0 && !isSingleSegment) {
    throw new ArchiveError(
      'zstd-no-content-size',
      'the frame header does not say how large its content is',
      at(4),
    );
  }
  const sizeAt = sizeOffset(bytes);
  const sizeWidth = 1 << contentSizeCode;
  need(5, sizeAt - 5 + sizeWidth);
  if (!isSingleSegment && windowOf(bytes[5]!) > WINDOW_LIMIT) {
    throw new ArchiveError('zstd-too-large', 'the frame asks for a window of over 128 MiB', at(5));
  }
  return {
    contentSize: readContentSize(view, sizeAt, sizeWidth),
    hasChecksum: (descriptor & 0x04) !== 0,
    blocksAt: sizeAt + sizeWidth,
  };
}

function placesIn(bytes: Uint8Array, fileOffset: number) {
  const at = (offset: number) => ({ offset: fileOffset + offset });
  const need = (offset: number, count: number) => {
    if (offset + count > bytes.length) {
      throw new ArchiveError(
        'bundle-truncated',
        `the compressed data is cut off at byte ${fileOffset + bytes.length}`,
        at(bytes.length),
      );
    }
  };
  return { at, need };
}

/**
 * Reads the header of the first frame and walks its blocks without decompressing (RFC 8878 §3.1.1), so that
 * a lying or cut frame is refused before a byte is allocated for it.
 */
export function readFrame(bytes: Uint8Array, fileOffset = 0): ZstdFrame {
  const { contentSize, hasChecksum, blocksAt } = readFrameHeader(bytes, fileOffset);
  const { at, need } = placesIn(bytes, fileOffset);
  let offset = blocksAt;
  let mostContent = 0;
  for (let isLast = false; !isLast; ) {
    need(offset, 3);
    const header = bytes[offset]! | (bytes[offset + 1]! << 8) | (bytes[offset + 2]! << 16);
    isLast = (header & 1) === 1;
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if (kind === 3 || size > BLOCK_LIMIT) {
      throw new ArchiveError('zstd-corrupt', 'a compressed block is damaged', at(offset));
    }
    const stored = kind === 1 ? 1 : size;
    need(offset + 3, stored);
    mostContent += kind === 2 ? BLOCK_LIMIT : size;
    offset += 3 + stored;
  }
  if (contentSize > mostContent) {
    throw new ArchiveError(
      'zstd-corrupt',
      `the frame announces ${contentSize} bytes, its blocks can hold ${mostContent} at most`,
      at(sizeOffset(bytes)),
    );
  }
  if (hasChecksum) {
    need(offset, 4);
    offset += 4;
  }
  return { contentSize, frameSize: offset };
}

function readContentSize(view: DataView, at: number, width: number): number {
  if (width === 1) return view.getUint8(at);
  if (width === 2) return view.getUint16(at, true) + 256;
  if (width === 4) return view.getUint32(at, true);
  return Number(view.getBigUint64(at, true));
}

/** RFC 8878 §3.1.1.1.2. */
function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

/** Where the header says how large the content is. */
function sizeOffset(bytes: Uint8Array): number {
  return (bytes[4]! & 0x20) !== 0 ? 5 : 6;
}
