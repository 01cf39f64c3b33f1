import { describe, expect, it } from 'vitest';
import { payloadOf, readFixture } from '#testing/bundle-builder.ts';
import {
  chooseReadingZstd,
  chooseWritingZstd,
  readingZstd,
  writingZstd,
  type Zstd,
} from './zstd.ts';
import { openNapiZstd } from './zstd-napi.ts';
import { openNodeZstd } from './zstd-node.ts';
import { openWasmZstd, sampleText } from './zstd-wasm.ts';

const documents = ['v2/vector/iter_000.iafbt', 'v2/edge/summary_all_none.iafbt', 'v3/empty.iafbt'];
const none = () => null;

/** The add-on is optional: where it was not built there is nothing of it to test. */
const builds = [openNapiZstd(), openNodeZstd(), openWasmZstd()].filter((zstd) => zstd !== null);

describe.each(builds.map((zstd) => [zstd.source, zstd] as const))(
  'libzstd by %s',
  (_name, zstd) => {
    it.each(documents)('writes %s exactly as the framework did', (name) => {
      const frame = zstd.compress(payloadOf(name), 19);
      expect(Buffer.from(frame)).toEqual(readFixture(name).subarray(8));
    });

    it('says that it is 1.5.7', () => {
      expect(zstd.libraryVersion).toBe('1.5.7');
    });

    it.each([0, 1, 1000, 200_000])('gives back %i bytes', (size) => {
      const content = sampleText().subarray(0, size);
      const read = zstd.decompress(zstd.compress(content, 3), size);
      expect(Buffer.from(read)).toEqual(Buffer.from(content));
    });

    it('refuses a frame of another size than expected', () => {
      const frame = zstd.compress(sampleText(), 3);
      const size = sampleText().length;
      expect(() => zstd.decompress(frame, size - 1)).toThrow();
      expect(() => zstd.decompress(frame, size + 1)).toThrow();
    });

    it('refuses a frame that is cut off, and works on afterwards', () => {
      const frame = zstd.compress(sampleText(), 3);
      expect(() => zstd.decompress(frame.subarray(0, 1000), sampleText().length)).toThrow();
      expect(zstd.decompress(frame, sampleText().length).length).toBe(sampleText().length);
    });

    it('may write into a larger buffer, but says how much of it counts', () => {
      const content = sampleText().subarray(0, 5000);
      const read = zstd.decompress(zstd.compress(content, 3), 5000, new Uint8Array(8192));
      expect(Buffer.from(read)).toEqual(Buffer.from(content));
    });
  },
);

describe('the choice of a libzstd', () => {
  const older: Zstd = { ...openWasmZstd()!, source: 'zstd-napi', libraryVersion: '1.5.6' };

  it('does with WebAssembly where there is neither the add-on nor a Node with zstd', () => {
    expect(chooseReadingZstd([none, none, openWasmZstd]).source).toBe('wasm');
    expect(chooseWritingZstd([none, none, openWasmZstd]).source).toBe('wasm');
  });

  it('reads with the first there is, and writes with the first that is 1.5.7', () => {
    expect(chooseReadingZstd([none, () => older, openWasmZstd])).toBe(older);
    expect(chooseWritingZstd([none, () => older, openWasmZstd]).source).toBe('wasm');
  });

  it('writes nothing with another version', () => {
    expect(() => chooseWritingZstd([() => older])).toThrow(
      /1\.5\.7 is not among zstd-napi 1\.5\.6/,
    );
  });

  it('is made once', () => {
    expect(readingZstd()).toBe(readingZstd());
    expect(writingZstd().libraryVersion).toBe('1.5.7');
  });
});
