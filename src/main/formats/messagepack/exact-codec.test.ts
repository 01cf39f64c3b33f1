import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleFiles, fixturesFolder, interopFixtures } from '#testing/interop-fixtures.ts';
import { encodedValue } from '#testing/messagepack-arbitrary.ts';
import { readContainer } from '../bundle/container.ts';
import { openCursor, requireEnd } from './cursor.ts';
import { decodeExact } from './decode-exact.ts';
import { encodeExact } from './encode-exact.ts';
import { openValue } from './exact-value.ts';
import { skipValue } from './skip-value.ts';

const interop = interopFixtures('v1', 'v1-releases', 'v2', 'v3', 'v4', 'v5-iafbt', 'v5-obtf');
const demo = bundleFiles(join(fixturesFolder, '../resources/demo'));

describe('the exact codec', () => {
  it('gives back every payload of the fixtures, byte for byte', () => {
    const changed = interop.filter(({ file }) => !survives(readContainer(file).payload));
    expect(changed.map(({ name }) => name)).toEqual([]);
    expect(interop.length).toBeGreaterThan(100);
  });

  it('gives back every payload of the demo, byte for byte', () => {
    const changed = demo.filter((path) => !survives(readContainer(readFileSync(path)).payload));
    expect(changed).toEqual([]);
    expect(demo.length).toBeGreaterThan(0);
  });

  it('gives back any valid document, whatever forms its values have', () => {
    fc.assert(
      fc.property(encodedValue(), (payload) => {
        expect(Buffer.from(encodeExact(decodeExact(payload)))).toEqual(payload);
      }),
      { numRuns: 500 },
    );
  });

  it('tells integers from floats, and keeps both beyond 2^53', () => {
    const payload = Buffer.from(
      '9401cb3ff0000000000000cfffffffffffffffffd38000000000000000',
      'hex',
    );
    const items = openValue(decodeExact(payload)) as unknown[];
    expect(items).toEqual([
      { kind: 'integer', value: 1 },
      1,
      { kind: 'integer', value: 2n ** 64n - 1n },
      { kind: 'integer', value: -(2n ** 63n) },
    ]);
  });

  it('keeps the order of keys that look like numbers, and a key named __proto__', () => {
    const payload = Buffer.from('83a2313001a13202a95f5f70726f746f5f5f03', 'hex');
    expect([...(decodeExact(payload) as Map<string, unknown>).keys()]).toEqual([
      '10',
      '2',
      '__proto__',
    ]);
  });

  it('opens a float32 and an odd NaN as the numbers they are', () => {
    expect(openValue(decodeExact(Buffer.from('ca3fc00000', 'hex')))).toBe(1.5);
    expect(openValue(decodeExact(Buffer.from('cb7ff8000000000001', 'hex')))).toBeNaN();
  });
});

describe('the walk', () => {
  it('moves over any valid document to its very end', () => {
    fc.assert(
      fc.property(encodedValue(), (payload) => {
        const cursor = openCursor(payload);
        skipValue(cursor);
        requireEnd(cursor);
      }),
      { numRuns: 500 },
    );
  });

  it('and the decoder accept and refuse the same bytes, duplicate keys apart', () => {
    const damaged = fc
      .tuple(encodedValue(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }))))
      .map(([valid, changes]) => {
        const payload = Buffer.from(valid);
        for (const [at, byte] of changes) payload[at % payload.length] = byte;
        return payload;
      });
    fc.assert(
      fc.property(damaged, (payload) => {
        const walked = codeOf(() => {
          const cursor = openCursor(payload);
          skipValue(cursor);
          requireEnd(cursor);
        });
        const decoded = codeOf(() => decodeExact(payload));
        if (decoded === 'msgpack-duplicate-key') return;
        expect([decoded, walked === null]).toEqual([decoded, decoded === null]);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each([
  ['the walk', (payload: Uint8Array) => skipValue(openCursor(payload))],
  ['the decoder', (payload: Uint8Array) => decodeExact(payload)],
])('%s refuses', (_name, read) => {
  const deep = (levels: number) => Buffer.concat([Buffer.alloc(levels, 0x91), Buffer.from([0xc0])]);
  it.each([
    ['a reserved token', 'c1', 'msgpack-corrupt'],
    ['an extension', 'd6ff00000000', 'msgpack-extension'],
    ['a long extension', 'c70301000000', 'msgpack-extension'],
    ['a key that is a number', '8101c0', 'msgpack-bad-key'],
    ['a key that is bytes', '81c40161c0', 'msgpack-bad-key'],
    ['a key that is nil, deep inside', '9181a161' + '81c0c0', 'msgpack-bad-key'],
    ['a text that is no UTF-8', 'a2c328', 'msgpack-bad-text'],
    [
      'a long text that is no UTF-8',
      `${'a9616161616161616161'.slice(0, 18)}ff`,
      'msgpack-bad-text',
    ],
    ['a surrogate', 'a3eda080', 'msgpack-bad-text'],
    ['a key that is no UTF-8', '81a1ffc0', 'msgpack-bad-text'],
    ['a text longer than the document', 'da0500616161', 'msgpack-corrupt'],
    ['bytes longer than the document', 'c6ffffffff00', 'msgpack-corrupt'],
    ['a list of more items than bytes', 'ddffffffff00', 'msgpack-corrupt'],
    ['a map of more pairs than bytes', 'df7fffffffa0c0', 'msgpack-corrupt'],
    ['a float cut short', 'cb0000', 'msgpack-corrupt'],
    ['a header cut short', 'dc00', 'msgpack-corrupt'],
    ['nothing at all', '', 'msgpack-corrupt'],
  ])('%s', (_case, hex, code) => {
    expect(() => read(Buffer.from(hex, 'hex'))).toThrow(
      expect.objectContaining({ name: 'ArchiveError', code, offset: expect.any(Number) }),
    );
  });

  it('values more than 512 deep, and reads 512', () => {
    expect(() => read(deep(512))).not.toThrow();
    expect(() => read(deep(513))).toThrow(expect.objectContaining({ code: 'msgpack-too-deep' }));
    expect(() => read(Buffer.alloc(5_000_000, 0x91))).toThrow(
      expect.objectContaining({ code: 'msgpack-too-deep' }),
    );
  });
});

describe('the decoder refuses', () => {
  it('a key that stands twice, wherever it is', () => {
    expect(() => decodeExact(Buffer.from('9182a16101a16102', 'hex'))).toThrow(
      expect.objectContaining({ code: 'msgpack-duplicate-key', offset: 5 }),
    );
  });

  it('bytes behind the document', () => {
    expect(() => decodeExact(Buffer.from('c0c0', 'hex'))).toThrow(
      expect.objectContaining({ code: 'msgpack-trailing-bytes', offset: 1 }),
    );
  });

  it('more values than it may build', () => {
    const list = Buffer.concat([Buffer.from('dc03e8', 'hex'), Buffer.alloc(1000, 0xc0)]);
    expect(() => decodeExact(list, { maxNodes: 1000 })).toThrow(
      expect.objectContaining({ code: 'msgpack-too-many-nodes' }),
    );
    expect(() => decodeExact(list, { maxNodes: 1001 })).not.toThrow();
  });
});

function survives(payload: Uint8Array): boolean {
  return Buffer.from(encodeExact(decodeExact(payload))).equals(payload);
}

function codeOf(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
}
