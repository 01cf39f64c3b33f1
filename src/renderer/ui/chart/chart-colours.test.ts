import { describe, expect, it } from 'vitest';
import { colourAt, inkOn, muchScale } from './chart-colours.ts';

describe('the scale from little to much', () => {
  it('grows lighter at every step, so that it is read in grey too', () => {
    const shares = Array.from({ length: 21 }, (_, step) => step / 20);
    const grey = shares.map((share) => greyOf(colourAt(muchScale, share)));
    for (let step = 1; step < grey.length; step += 1) {
      expect(grey[step]).toBeGreaterThan(grey[step - 1]!);
    }
  });

  it('has its ends beyond them', () => {
    expect(colourAt(muchScale, -1)).toBe(muchScale[0]);
    expect(colourAt(muchScale, 2)).toBe(muchScale.at(-1));
  });

  it('can be written on everywhere at 4.5 to 1', () => {
    for (let share = 0; share <= 1; share += 0.01) {
      const colour = colourAt(muchScale, share);
      expect(contrast(colour, inkOn(colour))).toBeGreaterThanOrEqual(4.5);
    }
  });
});

function contrast(one: string, other: string): number {
  const [dim, bright] = [greyOf(one), greyOf(other)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dim! + 0.05);
}

/** Relative luminance, WCAG 2.2. */
function greyOf(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
