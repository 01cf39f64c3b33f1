import { corrupt } from '../../exact/pyarrow/thrift-reader.ts';

/**
 * Unpacks a page in Snappy's format (google/snappy, format_description.txt), and throws `blob-corrupt` for whatever
 * does not come to `size` bytes exactly.
 */
export function unpackSnappy(packed: Uint8Array, size: number): Uint8Array {
  const content = new Uint8Array(size);
  let at = endOfLength(packed);
  let filled = 0;
  while (at < packed.length) {
    const tag = packed[at++]!;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const length = (extra === 0 ? tag >> 2 : numberAt(packed, at, extra)) + 1;
      at += extra;
      if (at + length > packed.length || filled + length > size) throw damaged(at);
      content.set(packed.subarray(at, at + length), filled);
      at += length;
      filled += length;
      continue;
    }
    const bytes = kind === 3 ? 4 : kind;
    const length = kind === 1 ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1;
    const back = numberAt(packed, at, bytes) + (kind === 1 ? (tag >> 5) << 8 : 0);
    at += bytes;
    if (back === 0 || back > filled || filled + length > size) throw damaged(at);
    // What is copied may reach into what the copy makes.
    for (let end = filled + length; filled < end; filled++)
      content[filled] = content[filled - back]!;
  }
  if (filled !== size) throw damaged(at);
  return content;
}

/** The length in front of the data says nothing that the page does not. */
function endOfLength(packed: Uint8Array): number {
  const end = packed.findIndex((byte) => byte < 128);
  if (end < 0 || end > 4) throw damaged(0);
  return end + 1;
}

function numberAt(packed: Uint8Array, at: number, bytes: number): number {
  if (at + bytes > packed.length) throw damaged(at);
  let value = 0;
  for (let index = 0; index < bytes; index++) value += packed[at + index]! * 256 ** index;
  return value;
}

function damaged(at: number) {
  return corrupt(at, 'has a damaged page');
}
