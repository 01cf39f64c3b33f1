import { createHash } from 'node:crypto';
import { ArchiveError } from '#contract/archive-error.ts';

/**
 * Many small chunks in one immutable file, as restic and git do it: the chunks one after the other, then
 * an index, then a fixed tail. A pack is named by the SHA-256 of all its bytes, a chunk by its own.
 *
 *   chunk bytes … | index: per chunk 32 bytes SHA-256, uint32 LE length | uint32 LE count | "STRATAP1"
 */
export interface PackEntry {
  /** SHA-256 of the chunk, hex. */
  readonly id: string;
  readonly offset: number;
  readonly length: number;
}

const magic = new TextEncoder().encode('STRATAP1');
const entryBytes = 36;
const tailBytes = 4 + magic.length;

/** Chunks in the order given; the same chunk twice is stored once. */
export function writePack(chunks: Iterable<Uint8Array>): {
  bytes: Uint8Array;
  entries: PackEntry[];
} {
  const byId = new Map<string, Uint8Array>();
  for (const chunk of chunks) byId.set(chunkIdOf(chunk), chunk);
  const entries: PackEntry[] = [];
  let offset = 0;
  for (const [id, chunk] of byId) {
    entries.push({ id, offset, length: chunk.length });
    offset += chunk.length;
  }
  const bytes = new Uint8Array(offset + entries.length * entryBytes + tailBytes);
  for (const entry of entries) bytes.set(byId.get(entry.id)!, entry.offset);
  writeIndex(bytes, entries, offset);
  return { bytes, entries };
}

/** The index of a pack, from the whole file; throws `file-damaged` where it does not fit. */
export function readPackIndex(bytes: Uint8Array, file: string): PackEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length - tailBytes;
  if (tail < 0 || !endsWithMagic(bytes)) throw damaged(file, 'has no index');
  const count = view.getUint32(tail, true);
  const indexStart = tail - count * entryBytes;
  if (indexStart < 0) throw damaged(file, 'has an index larger than itself');
  const entries: PackEntry[] = [];
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const at = indexStart + i * entryBytes;
    const length = view.getUint32(at + 32, true);
    entries.push({ id: hex(bytes.subarray(at, at + 32)), offset, length });
    offset += length;
  }
  if (offset !== indexStart) throw damaged(file, 'has an index that does not fit its chunks');
  return entries;
}

/** One chunk of a pack, checked against its own name. */
export function chunkOf(bytes: Uint8Array, entry: PackEntry, file: string): Uint8Array {
  const chunk = bytes.subarray(entry.offset, entry.offset + entry.length);
  if (chunkIdOf(chunk) === entry.id) return chunk;
  throw damaged(file, `holds a chunk that does not match its name ${entry.id}`);
}

export function chunkIdOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function writeIndex(bytes: Uint8Array, entries: PackEntry[], start: number): void {
  const view = new DataView(bytes.buffer);
  let at = start;
  for (const entry of entries) {
    bytes.set(Buffer.from(entry.id, 'hex'), at);
    view.setUint32(at + 32, entry.length, true);
    at += entryBytes;
  }
  view.setUint32(at, entries.length, true);
  bytes.set(magic, at + 4);
}

function endsWithMagic(bytes: Uint8Array): boolean {
  const start = bytes.length - magic.length;
  return magic.every((byte, i) => bytes[start + i] === byte);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

function damaged(file: string, what: string): ArchiveError {
  return new ArchiveError('file-damaged', `the pack ${file} ${what}`, { file });
}
