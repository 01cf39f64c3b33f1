import { readFrame } from '../../zstd/frame-header.ts';
import { readingZstd, writingZstd, type Zstd } from '../../zstd/zstd.ts';
import { createByteSink } from '../bytes/byte-sink.ts';
import { openByteSource, skeletonCorrupt } from '../bytes/byte-source.ts';

/**
 * Skeletons of a batch in one zstd frame: they repeat each other's keys and shapes, so that each costs a few
 * hundred bytes. Inside: their number, their lengths, then the skeletons one after the other.
 */
export function packSkeletons(
  skeletons: readonly Uint8Array[],
  zstd: Zstd = writingZstd(),
): Uint8Array {
  const sink = createByteSink(skeletons.reduce((sum, one) => sum + one.length + 4, 16));
  sink.varint(skeletons.length);
  for (const skeleton of skeletons) sink.varint(skeleton.length);
  for (const skeleton of skeletons) sink.bytes(skeleton);
  return zstd.compress(sink.view(), LEVEL);
}

/** All skeletons of a pack, as views into one buffer. Throws `skeleton-corrupt`. */
export function unpackSkeletons(pack: Uint8Array): Uint8Array[] {
  const { contentSize, frameSize } = readFrame(pack);
  if (frameSize !== pack.length || contentSize > MAX_PACK_BYTES) {
    throw skeletonCorrupt(frameSize, 'lies in a pack of a wrong size');
  }
  const source = openByteSource(readingZstd().decompress(pack, contentSize));
  const lengths = Array.from({ length: source.count(contentSize) }, () => source.varint());
  return lengths.map((length) => source.take(length));
}

export function unpackSkeleton(pack: Uint8Array, index: number): Uint8Array {
  const skeleton = unpackSkeletons(pack)[index];
  if (skeleton === undefined) throw skeletonCorrupt(0, `is not in its pack (number ${index})`);
  return skeleton;
}

const LEVEL = 19;
const MAX_PACK_BYTES = 2 ** 30;
