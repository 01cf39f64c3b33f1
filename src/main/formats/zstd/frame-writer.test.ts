import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFixture } from '#testing/bundle-builder.ts';
import { readContainer } from '../bundle/container.ts';
import { openFrameWriter, openNapiFrames, openNodeFrames } from './frame-writer.ts';
import { sampleText } from './zstd-wasm.ts';

/** The add-on is optional; where neither is there, only plain one-shot frames can be written. */
const writers = [
  ['the add-on', openNapiFrames()],
  ['Node', openNodeFrames()],
  ['the writer chosen', openFrameWriter()],
] as const;

describe.each(writers.filter(([, write]) => write !== null))('frames by %s', (_name, write) => {
  it('are those of a stream, as 9.0.0a20 writes them', () => {
    const file = readFileSync(
      join(import.meta.dirname, '../../../../resources/demo/obtf/obtf_000.obtf'),
    );
    const { payload } = readContainer(file);

    const settings = { how: 'stream', level: 19, checksum: false } as const;
    expect(Buffer.compare(write!(payload, settings)!, file.subarray(8))).toBe(0);
    const oneShot = write!(payload, { ...settings, how: 'one-shot' })!;
    expect(Buffer.compare(oneShot, file.subarray(8))).not.toBe(0);
  });

  it.each([
    ['v2/edge/zstd_checksum.iafbt', { how: 'one-shot', level: 3, checksum: true }],
    ['v2/edge/zstd_level1.iafbt', { how: 'one-shot', level: 1, checksum: false }],
  ] as const)('are those of %s', (name, settings) => {
    const file = readFixture(name);
    const frame = write!(readContainer(file).payload, settings)!;
    expect(Buffer.compare(frame, file.subarray(8))).toBe(0);
  });

  it('are the same whatever was written before', () => {
    const settings = { how: 'stream', level: 3, checksum: true } as const;
    const first = write!(sampleText(), settings)!;
    write!(sampleText().subarray(0, 1000), { how: 'one-shot', level: 5, checksum: false });
    expect(Buffer.compare(write!(sampleText(), settings)!, first)).toBe(0);
  });

  it('can hold nothing at all', () => {
    for (const how of ['one-shot', 'stream'] as const) {
      expect(write!(new Uint8Array(0), { how, level: 19, checksum: false })!.length).toBe(9);
    }
  });
});
