import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBytes } from './compare-bytes.ts';

it('any two texts compare as their UTF-8 bytes', () => {
  const text = fc
    .array(
      fc.oneof(fc.constantFrom('a', '퟿', '', '￿', '😀', '𐀀'), fc.string({ unit: 'grapheme' })),
      { maxLength: 3 },
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    { numRuns: 1000 },
  );
});
