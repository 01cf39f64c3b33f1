import { ArchiveError } from '#contract/archive-error.ts';

/** POSIX.1-2001 tar: headers and contents in blocks of 512 bytes, numbers as octal text, names as UTF-8. */
export const blockBytes = 512;

/** Offset and length of the fields that Strata reads and writes. */
export const fields = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  prefix: [345, 155],
} as const satisfies Record<string, readonly [number, number]>;

/** Kinds of entries: an ordinary file, and the extended header that gives the next entry its name. */
export const entryTypes = { file: '0', oldFile: '\0', folder: '5', extended: 'x' } as const;

/** Sum of the header's bytes, its own field taken as blanks. */
export function checksumOf(header: Uint8Array): number {
  const [start, length] = fields.checksum;
  let sum = 0;
  header.forEach((byte, at) => {
    sum += at >= start && at < start + length ? 0x20 : byte;
  });
  return sum;
}

export function paddedBytes(bytes: number): number {
  return Math.ceil(bytes / blockBytes) * blockBytes;
}

export function badTar(why: string): ArchiveError {
  return new ArchiveError('file-damaged', `the packed source code cannot be read: ${why}`);
}
