import { badTar, blockBytes, checksumOf, entryTypes, fields, paddedBytes } from './tar-header.ts';
import type { TarFile } from './write-tar.ts';

/** The files of a tar, which may be a stranger's: what is not a file or its name is refused. Throws `file-damaged`. */
export function readTar(tar: Uint8Array): TarFile[] {
  const files: TarFile[] = [];
  let longName: string | null = null;
  for (let at = 0; ; ) {
    if (at + blockBytes > tar.length) throw badTar('it ends early');
    const header = tar.subarray(at, at + blockBytes);
    if (header.every((byte) => byte === 0)) return files;
    if (numberOf(header, 'checksum') !== checksumOf(header)) throw badTar('a header is damaged');
    const size = numberOf(header, 'size');
    const start = at + blockBytes;
    if (start + size > tar.length) throw badTar('a file in it ends early');
    const bytes = tar.subarray(start, start + size);
    at = start + paddedBytes(size);
    const type = textOf(header, 'type') || entryTypes.oldFile;
    if (type === entryTypes.extended) longName = nameIn(bytes);
    else if (type === entryTypes.file || type === entryTypes.oldFile) {
      files.push({ path: longName ?? nameOf(header), bytes });
      longName = null;
    } else if (type !== entryTypes.folder) throw badTar(`an entry of type ${type}`);
  }
}

function nameOf(header: Uint8Array): string {
  const prefix = textOf(header, 'prefix');
  const name = textOf(header, 'name');
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Of the records of an extended header the last `path`. */
function nameIn(records: Uint8Array): string | null {
  let name: string | null = null;
  for (let at = 0; at < records.length; ) {
    const blank = records.indexOf(0x20, at);
    const length = Number(decode(records.subarray(at, Math.max(at, blank))));
    if (!Number.isInteger(length) || length <= 0 || at + length > records.length) {
      throw badTar('a name in it is damaged');
    }
    const record = decode(records.subarray(blank + 1, at + length - 1));
    if (record.startsWith('path=')) name = record.slice('path='.length);
    at += length;
  }
  return name;
}

function numberOf(header: Uint8Array, field: keyof typeof fields): number {
  const text = textOf(header, field).trim();
  if (/^[0-7]+$/.test(text)) return Number.parseInt(text, 8);
  throw badTar('a header is damaged');
}

/** Up to the zero that ends it. */
function textOf(header: Uint8Array, field: keyof typeof fields): string {
  const [start, length] = fields[field];
  const bytes = header.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return decode(end === -1 ? bytes : bytes.subarray(0, end));
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
