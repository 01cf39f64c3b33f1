import { describe, expect, it } from 'vitest';
import { bombFrame, frameOf } from '#testing/zstd-frames.ts';
import { readFrame } from './frame-header.ts';
import { payloadLimits, readFrameContent } from './read-frame-content.ts';
import { scratchBuffer } from './scratch-buffer.ts';
import { readingZstd } from './zstd.ts';

const GIB = 1024 ** 3;
const content = Buffer.from('a document '.repeat(1000));

describe('a frame', () => {
  it.each([
    ['of a few bytes', 10],
    ['of some hundred', 300],
    ['of some thousand', 70_000],
    ['of several blocks', 500_000],
  ])('%s is measured without unpacking it', (_case, size) => {
    const frame = readingZstd().compress(Buffer.alloc(size, 'abcdefg'), 3);
    const both = Buffer.concat([frame, Buffer.from('behind')]);
    expect(readFrame(both)).toEqual({ contentSize: size, frameSize: frame.length });
  });

  it('with a checksum is measured with it', () => {
    const frame = frameOf(content, { contentSize: content.length });
    frame[4] = frame[4]! | 4;
    const checked = Buffer.concat([frame, Buffer.alloc(4)]);
    expect(readFrame(checked).frameSize).toBe(checked.length);
    expect(() => readFrame(frame)).toThrow(expect.objectContaining({ code: 'bundle-truncated' }));
  });

  it('cut off anywhere is refused as cut off', () => {
    const frame = readingZstd().compress(content, 3);
    for (let length = 0; length < frame.length; length++) {
      expect(() => readFrame(frame.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'bundle-truncated' }),
      );
    }
  });
});

describe('the content of a frame', () => {
  it.each([
    ['10 GiB of zeros in 328 kB', bombFrame(10 * GIB)],
    ['1 GiB of zeros in 33 kB', bombFrame(GIB)],
    ['33 MiB of zeros in a kilobyte', bombFrame(33 * 1024 ** 2)],
  ])('%s is refused before memory is taken', (_case, bomb) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readFrameContent(bomb, 8, payloadLimits)).toThrow(
      expect.objectContaining({ code: 'zstd-too-large', offset: 8 }),
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 ** 2);
  });

  it('may be large where it is worth its bytes, and small whatever its ratio', () => {
    const zeros = bombFrame(32 * 1024 ** 2);
    expect(readFrameContent(zeros, 0, payloadLimits).length).toBe(32 * 1024 ** 2);
    const strict = { maxBytes: GIB, freeBytes: 100, maxRatio: 2 };
    const stored = frameOf(content, { contentSize: content.length });
    expect(readFrameContent(stored, 0, strict).length).toBe(content.length);
  });

  it('lies in the scratch buffer until that is used again', () => {
    const scratch = scratchBuffer(1024 ** 2);
    const one = readFrameContent(readingZstd().compress(content, 3), 0, payloadLimits, scratch);
    expect(Buffer.from(one)).toEqual(content);
    readFrameContent(
      readingZstd().compress(Buffer.alloc(20_000, 'x'), 3),
      0,
      payloadLimits,
      scratch,
    );
    expect(scratchBuffer(10).take(11)).toBeUndefined();
  });
});
