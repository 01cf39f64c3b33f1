import { blockBytes, checksumOf, entryTypes, fields, paddedBytes } from './tar-header.ts';

/** A file in a tar: `/` between the parts of its path. */
export interface TarFile {
  path: string;
  bytes: Uint8Array;
}

/**
 * A tar of these files, the same bytes whenever it is made: sorted by path, no times, owners or folders,
 * every file readable and none executable.
 */
export function writeTar(files: readonly TarFile[]): Uint8Array {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const blocks = sorted.flatMap(({ path, bytes }) => [...namedHeader(path, bytes), padded(bytes)]);
  // Two empty blocks end the archive.
  return Buffer.concat([...blocks, new Uint8Array(2 * blockBytes)]);
}

/** A name that the header cannot hold goes into an extended header before it. */
function namedHeader(path: string, bytes: Uint8Array): Uint8Array[] {
  const name = new TextEncoder().encode(path);
  const isPlain = name.length <= fields.name[1] && name.length === path.length;
  if (isPlain) return [header(name, bytes.length, entryTypes.file)];
  const record = extendedRecord(path);
  const short = new TextEncoder().encode('a longer name');
  return [
    header(new TextEncoder().encode('name of the next'), record.length, entryTypes.extended),
    padded(record),
    header(short, bytes.length, entryTypes.file),
  ];
}

/** `<length> path=<path>\n`, the length counting its own digits. */
function extendedRecord(path: string): Uint8Array {
  const rest = new TextEncoder().encode(` path=${path}\n`).length;
  let length = rest + String(rest).length;
  if (rest + String(length).length > length) length = rest + String(length).length;
  return new TextEncoder().encode(`${length} path=${path}\n`);
}

function header(name: Uint8Array, size: number, type: string): Uint8Array {
  const block = new Uint8Array(blockBytes);
  block.set(name, fields.name[0]);
  const put = ([start, length]: readonly [number, number], text: string) =>
    block.set(new TextEncoder().encode(text).subarray(0, length), start);
  put(fields.mode, octal(0o644, fields.mode[1]));
  put(fields.owner, octal(0, fields.owner[1]));
  put(fields.group, octal(0, fields.group[1]));
  put(fields.size, octal(size, fields.size[1]));
  put(fields.modified, octal(0, fields.modified[1]));
  put(fields.type, type);
  put(fields.magic, 'ustar\x0000');
  put(fields.checksum, `${octal(checksumOf(block), 7)} `);
  return block;
}

/** Digits that fill the field up to the zero that ends it. */
function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function padded(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(paddedBytes(bytes.length));
  block.set(bytes);
  return block;
}
