import { encodeExact } from '#main/formats/messagepack/encode-exact.ts';
import type { Exact } from '#main/formats/messagepack/exact-value.ts';
import type { BadInput } from './bad-input-kind.ts';
import { aBundle, anEditedBundle, payloadOf, readFixture } from './bundle-builder.ts';

const good = 'v2/vector/iter_000.iafbt';
const invalid = (name: string) => () => readFixture(`invalid/${name}`);
const hex = (bytes: string) => () => aBundle(2, Buffer.from(bytes, 'hex'));

/** The good document with one more pair at its end, both halves given as they stand in the file. */
function withPair(key: string, value: Uint8Array): () => Buffer {
  return () => {
    const payload = payloadOf(good);
    payload[0] = payload[0]! + 1;
    return aBundle(2, Buffer.concat([payload, Buffer.from(key, 'hex'), value]));
  };
}

const nested = (levels: number) => Buffer.concat([Buffer.alloc(levels, 0x91), Buffer.from([0xc0])]);
const nestedMaps = (levels: number): Exact =>
  Array.from({ length: levels }).reduce<Exact>((inner) => new Map([['in', inner]]), null);

export const badMessages: BadInput[] = [
  {
    name: 'msgpack_empty.iafbt',
    wrong: 'Nothing in the frame',
    file: invalid('msgpack_empty.iafbt'),
    ours: 'msgpack-corrupt',
    reference: 'refused',
  },
  {
    name: 'msgpack_reserved.iafbt',
    wrong: 'The reserved byte 0xc1',
    file: invalid('msgpack_reserved.iafbt'),
    ours: 'msgpack-corrupt',
    reference: 'refused',
  },
  {
    name: 'msgpack_truncated',
    wrong: 'The document is cut off inside its frame',
    file: () => aBundle(2, payloadOf(good).subarray(0, 30_000)),
    ours: 'msgpack-corrupt',
    reference: 'refused',
  },
  {
    name: 'msgpack_trailing',
    wrong: 'Bytes behind the document, inside the frame',
    file: () => aBundle(2, Buffer.concat([payloadOf(good), Buffer.from([0xc0])])),
    ours: 'msgpack-trailing-bytes',
    reference: 'refused',
  },
  {
    name: 'flipped_byte.iafbt',
    wrong: 'One byte of the compressed data is another, and a text comes out damaged',
    file: invalid('flipped_byte.iafbt'),
    ours: 'msgpack-bad-text',
    reference: 'refused',
    note: 'Texts are checked even where they are passed over: the frame has no checksum.',
  },
  {
    name: 'msgpack_bad_utf8',
    wrong: 'A text that is no UTF-8',
    file: hex('81a2fffec0'),
    ours: 'msgpack-bad-text',
    reference: 'refused',
  },
  {
    name: 'int_map_keys.iafbt',
    wrong: 'A map with numbers for keys',
    file: invalid('int_map_keys.iafbt'),
    ours: 'msgpack-bad-key',
    reference: 'refused',
  },
  {
    name: 'msgpack_bytes_key',
    wrong: 'A map with bytes for a key',
    file: withPair('a165', Buffer.from('81c40161c0', 'hex')),
    ours: 'msgpack-bad-key',
    reference: 'indexed',
    note: 'Keys are text in every document a release writes; the reference only needs them hashable.',
  },
  {
    name: 'msgpack_extension',
    wrong: 'An extension type (a timestamp)',
    file: withPair('a165', Buffer.from('d6ff00000000', 'hex')),
    ours: 'msgpack-extension',
    reference: 'indexed',
    note: 'No release writes one, so it has no meaning that could be kept (FORMATS §3).',
  },
  {
    name: 'msgpack_duplicate_key',
    wrong: 'The same key twice in a map that is read',
    file: withPair('a3746167', Buffer.from('a178', 'hex')),
    ours: 'msgpack-duplicate-key',
    reference: 'indexed',
    note: 'The reference takes the last; which one is meant cannot be known. In maps that the index passes over a duplicate shows when the whole document is decoded.',
  },
  {
    name: 'msgpack_huge_list',
    wrong: 'A list that announces 4,294,967,295 items',
    file: withPair('a165', Buffer.from('ddffffffff', 'hex')),
    ours: 'msgpack-corrupt',
    reference: 'refused',
    note: 'An item takes a byte at least: more than are left is a lie.',
  },
  {
    name: 'msgpack_huge_text',
    wrong: 'A text that announces 2 GiB',
    file: withPair('a165', Buffer.from('db7fffffff', 'hex')),
    ours: 'msgpack-corrupt',
    reference: 'refused',
  },
  {
    name: 'msgpack_deep_list',
    wrong: 'Lists 100,000 deep',
    file: withPair('a165', nested(100_000)),
    ours: 'msgpack-too-deep',
    reference: 'refused',
    note: 'At most 512, one more than the packer of the framework goes.',
  },
  {
    name: 'msgpack_deep_parameters',
    wrong: 'Parameters 600 deep',
    file: () => anEditedBundle(good, (document) => document.set('parameters', nestedMaps(600))),
    ours: 'msgpack-too-deep',
    reference: 'indexed',
    note: 'As above: no release can have written it.',
  },
  {
    name: 'msgpack_many_parameters',
    wrong: 'Parameters with two million values',
    file: () =>
      anEditedBundle(good, (document) => {
        document.set('parameters', new Map([['all', Array.from({ length: 2e6 }, () => null)]]));
      }),
    ours: 'msgpack-too-many-nodes',
    reference: 'indexed',
    note: 'One million is the most: they become one text in the index.',
  },
  {
    name: 'root_is_nil.iafbt',
    wrong: 'The document is nil',
    file: invalid('root_is_nil.iafbt'),
    ours: 'document-not-a-map',
    reference: 'refused',
  },
  {
    name: 'root_is_list',
    wrong: 'The document is a list',
    file: () => aBundle(2, encodeExact([])),
    ours: 'document-not-a-map',
    reference: 'refused',
  },
];
