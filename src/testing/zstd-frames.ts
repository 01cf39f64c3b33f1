/** zstd frames put together by hand (RFC 8878), to say what no compressor would. */

export interface FrameHeader {
  /** What the header says, true or not; null leaves it out. */
  contentSize: number | null;
  dictionary?: boolean;
  windowDescriptor?: number;
}

const BLOCK = 128 * 1024;

/** A frame of stored blocks. */
export function frameOf(content: Uint8Array, header: FrameHeader): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += BLOCK) {
    const part = content.subarray(at, at + BLOCK);
    blocks.push(Buffer.concat([blockHeader(0, part.length, at + BLOCK >= content.length), part]));
  }
  return Buffer.concat([headerBytes(header), ...blocks]);
}

/** `size` zeros in four bytes per 128 KiB: 10 GiB take 328 kB. */
export function bombFrame(size: number, header: FrameHeader = { contentSize: size }): Buffer {
  const count = Math.ceil(size / BLOCK);
  const blocks = Array.from({ length: count }, (_, index) =>
    Buffer.concat([
      blockHeader(1, Math.min(BLOCK, size - index * BLOCK), index === count - 1),
      zero,
    ]),
  );
  return Buffer.concat([headerBytes(header), ...blocks]);
}

const zero = Buffer.alloc(1);

function headerBytes({ contentSize, dictionary, windowDescriptor }: FrameHeader): Buffer {
  const isSingleSegment = windowDescriptor === undefined && contentSize !== null;
  const descriptor =
    (contentSize === null ? 0 : 3 << 6) | (isSingleSegment ? 0x20 : 0) | (dictionary ? 1 : 0);
  const size = Buffer.alloc(contentSize === null ? 0 : 8);
  if (contentSize !== null) size.writeBigUInt64LE(BigInt(contentSize));
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor]),
    Buffer.from(isSingleSegment ? [] : [windowDescriptor ?? 0x50]),
    Buffer.from(dictionary ? [7] : []),
    size,
  ]);
}

function blockHeader(kind: number, size: number, isLast: boolean): Buffer {
  const value = (size << 3) | (kind << 1) | (isLast ? 1 : 0);
  return Buffer.from([value & 255, (value >> 8) & 255, value >> 16]);
}
