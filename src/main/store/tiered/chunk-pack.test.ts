import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunkIdOf, chunkOf, readPackIndex, writePack } from './chunk-pack.ts';

describe('a pack of chunks', () => {
  it('gives back every chunk under its own hash, the same chunk stored once', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 40 }), (chunks) => {
        const { bytes } = writePack([...chunks, ...chunks]);
        const index = readPackIndex(bytes, 'a.pack');
        const expected = new Map(chunks.map((chunk) => [chunkIdOf(chunk), chunk]));

        expect(index.map((entry) => entry.id)).toEqual([...expected.keys()]);
        for (const entry of index) {
          expect(new Uint8Array(chunkOf(bytes, entry, 'a.pack'))).toEqual(expected.get(entry.id));
        }
      }),
    );
  });

  it('names the pack when any byte of it was changed', () => {
    const { bytes } = writePack([Uint8Array.of(1, 2, 3), Uint8Array.of(4, 5)]);
    for (let i = 0; i < bytes.length; i++) {
      const broken = bytes.slice();
      broken[i]! ^= 0x10;
      expect(() => readAll(broken), `byte ${i}`).toThrow(/the pack a\.pack/);
    }
  });

  it('refuses every truncation', () => {
    const { bytes } = writePack([Uint8Array.of(1, 2, 3)]);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => readAll(bytes.subarray(0, length)), `${length} bytes`).toThrow(/a\.pack/);
    }
  });
});

function readAll(bytes: Uint8Array): Uint8Array[] {
  return readPackIndex(bytes, 'a.pack').map((entry) => chunkOf(bytes, entry, 'a.pack'));
}
