import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeExact } from '#main/formats/messagepack/decode-exact.ts';
import { encodeExact } from '#main/formats/messagepack/encode-exact.ts';
import type { Exact, ExactMap } from '#main/formats/messagepack/exact-value.ts';
import { readFrame } from '#main/formats/zstd/frame-header.ts';
import { readingZstd } from '#main/formats/zstd/zstd.ts';
import { fixturesFolder } from './interop-fixtures.ts';

/** A bundle file around a payload: header, then one zstd frame. */
export function aBundle(formatVersion: number, payload: Uint8Array): Buffer {
  return aContainer(formatVersion, readingZstd().compress(payload, 1));
}

/** A bundle file around whatever stands where its frame should be. */
export function aContainer(formatVersion: number, frame: Uint8Array): Buffer {
  const header = Buffer.from('IAFB\0\0\0\0', 'latin1');
  header.writeUInt32LE(formatVersion, 4);
  return Buffer.concat([header, frame]);
}

/** A fixture of `fixtures/interop` with its document changed. */
export function anEditedBundle(name: string, edit: (document: ExactMap) => void): Buffer {
  const document = decodeExact(payloadOf(name)) as ExactMap;
  edit(document);
  return aBundle(readFixture(name).readUInt32LE(4), encodeExact(document));
}

/** The unpacked document of a fixture. */
export function payloadOf(name: string): Buffer {
  const frame = readFixture(name).subarray(8);
  const { contentSize, frameSize } = readFrame(frame);
  return Buffer.from(readingZstd().decompress(frame.subarray(0, frameSize), contentSize));
}

export function readFixture(name: string): Buffer {
  return readFileSync(join(fixturesFolder, 'interop', name));
}

/** The map at a path of keys and positions. */
export function mapAt(value: Exact, ...path: (string | number)[]): ExactMap {
  const found = path.reduce<Exact>(
    (at, step) =>
      typeof step === 'number' ? (at as Exact[])[step]! : ((at as ExactMap).get(step) ?? null),
    value,
  );
  if (found instanceof Map) return found;
  throw new Error(`no map at ${path.join('.')}`);
}
