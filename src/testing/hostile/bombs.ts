import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingZstd } from '../../main/formats/zstd/zstd.ts';
import { aBundle, aContainer } from '../bundle-builder.ts';
import { fixturesFolder } from '../interop-fixtures.ts';
import { bombFrame, frameOf } from '../zstd-frames.ts';
import {
  pricesWithoutEnd,
  rowsOfGibibytes,
  rowsWithoutEnd,
  seriesOfGibibytes,
} from './parquet-bombs.ts';

export interface Bomb {
  name: string;
  kind: 'bundle' | 'parquet' | 'prices' | 'dataset';
  /** Made when asked for: some take a second. */
  file(): Buffer;
  /** The codes that fit. */
  codes: readonly string[];
}

const GIB = 1024 ** 3;
const zeros = (count: number, byte: number) => Buffer.alloc(count, byte);
const announcing = (hex: string) =>
  aBundle(2, Buffer.concat([Buffer.from(`81a474616773${hex}`, 'hex'), zeros(64, 0xc0)]));
const lie = [
  'msgpack-corrupt',
  'msgpack-too-many-nodes',
  'document-not-a-map',
  'msgpack-extension',
];

/** reliability.md §4, row 16. */
export const bombs: readonly Bomb[] = [
  {
    name: '10 GiB of zeros, declared',
    kind: 'bundle',
    file: () => aContainer(2, bombFrame(10 * GIB)),
    codes: ['zstd-too-large'],
  },
  {
    name: '10 GiB of zeros, undeclared',
    kind: 'bundle',
    file: () => aContainer(2, bombFrame(10 * GIB, { contentSize: null })),
    codes: ['zstd-no-content-size', 'zstd-too-large'],
  },
  {
    name: '10 GiB of zeros, declared as 1 MiB',
    kind: 'bundle',
    file: () => aContainer(2, bombFrame(10 * GIB, { contentSize: 1024 ** 2 })),
    codes: ['zstd-corrupt', 'zstd-too-large'],
  },
  {
    name: 'a frame in a frame in a frame',
    kind: 'bundle',
    file: () => {
      let inner: Buffer = bombFrame(GIB);
      for (let depth = 0; depth < 3; depth++) inner = Buffer.from(readingZstd().compress(inner, 3));
      return aContainer(2, inner);
    },
    codes: ['document-not-a-map', 'msgpack-trailing-bytes', 'msgpack-corrupt', 'zstd-too-large'],
  },
  {
    name: 'a window of 2 GiB',
    kind: 'bundle',
    file: () =>
      aContainer(2, frameOf(zeros(4096, 0xc0), { contentSize: 4096, windowDescriptor: 0xa8 })),
    codes: ['zstd-too-large'],
  },
  ...['ddffffffff', 'dfffffffff', 'dbffffffff', 'c6ffffffff', 'c9ffffffff01'].map(
    (hex): Bomb => ({
      name: `2^32 items announced by ${hex}`,
      kind: 'bundle',
      file: () => announcing(hex),
      codes: lie,
    }),
  ),
  ...(
    [
      ['lists', '91'],
      ['maps', '81a161'],
    ] as const
  ).map(
    ([what, head]): Bomb => ({
      name: `${what} a million deep`,
      kind: 'bundle',
      file: () =>
        aBundle(
          2,
          Buffer.concat([
            Buffer.from('81a474616773', 'hex'),
            Buffer.from(head.repeat(1_000_000), 'hex'),
          ]),
        ),
      codes: ['msgpack-too-deep', 'msgpack-bad-key', 'msgpack-corrupt'],
    }),
  ),
  {
    name: 'a Parquet file that claims ten million rows',
    kind: 'parquet',
    file: () => claimingRows(10_000_000),
    codes: ['blob-corrupt'],
  },
  {
    name: 'a Parquet file that claims 2^31 rows',
    kind: 'parquet',
    file: () => claimingRows(2 ** 31),
    codes: ['blob-corrupt'],
  },
  {
    name: 'a series whose pages unpack to a GiB each',
    kind: 'parquet',
    file: seriesOfGibibytes,
    codes: ['blob-corrupt'],
  },
  {
    name: 'prices with a run of 2^31 values',
    kind: 'prices',
    file: pricesWithoutEnd,
    codes: ['file-damaged'],
  },
  {
    name: 'rows of an archive with a run of 2^31 values',
    kind: 'dataset',
    file: rowsWithoutEnd,
    codes: ['file-damaged'],
  },
  {
    name: 'rows of an archive whose pages unpack to a GiB each',
    kind: 'dataset',
    file: rowsOfGibibytes,
    codes: ['file-damaged'],
  },
];

/** Where a footer of pyarrow says 3000 rows (a zigzag LEB128), it says others. */
function claimingRows(rows: number): Buffer {
  const file = readFileSync(join(fixturesFolder, 'pyarrow/17.0.0/3000-steps-rg.parquet'));
  const footer = file.length - 8 - file.readUInt32LE(file.length - 8);
  const [real, claimed] = [zigzag(3000), zigzag(rows)];
  let tail = file.subarray(footer, file.length - 8).toString('latin1');
  tail = tail.replaceAll(real.toString('latin1'), claimed.toString('latin1'));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(tail.length);
  return Buffer.concat([
    file.subarray(0, footer),
    Buffer.from(tail, 'latin1'),
    length,
    Buffer.from('PAR1'),
  ]);
}

function zigzag(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt(value) * 2n;
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Buffer.from([...bytes, Number(rest)]);
}
