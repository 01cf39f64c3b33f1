/** Dots in device pixels, each with its place in the palette. */
export interface RasterDots {
  x: Float32Array;
  y: Float32Array;
  shade: Uint8Array;
}

export interface RasterLook {
  /** Device pixels from the middle of a dot to its rim. */
  radius: number;
  /** By shade, as `pixelOf` gives them. */
  palette: Uint32Array;
  /** 1 for the dots to be painted; null for all. */
  only: Uint8Array | null;
}

/**
 * Discs written into the pixels of a picture. A canvas takes 100,000 shapes one by one, a third of a second; as pixels they take a
 * few milliseconds.
 */
export function rasterDots(
  pixels: Uint32Array,
  { width, height }: { width: number; height: number },
  { x, y, shade }: RasterDots,
  { radius, palette, only }: RasterLook,
): void {
  const spans = spansOf(radius);
  for (let at = 0; at < x.length; at += 1) {
    if (only !== null && only[at] === 0) continue;
    const colour = palette[shade[at]!]!;
    const [column, row] = [Math.floor(x[at]!), Math.floor(y[at]!)];
    for (let line = 0; line < spans.length; line += 1) {
      const down = row + line - (spans.length - 1) / 2;
      if (down < 0 || down >= height) continue;
      const from = Math.max(0, column - spans[line]!);
      const to = Math.min(width - 1, column + spans[line]!);
      for (let pixel = down * width + from; pixel <= down * width + to; pixel += 1) {
        pixels[pixel] = colour;
      }
    }
  }
}

/** How far each line of a disc reaches to either side of its middle, from the top. */
function spansOf(radius: number): Int32Array {
  const lines = Math.floor(radius);
  return Int32Array.from({ length: 2 * lines + 1 }, (_, line) =>
    Math.floor(Math.sqrt(radius * radius - (line - lines) ** 2)),
  );
}

/** "#3a4bcf" as the four bytes of a pixel: red, green, blue and full alpha, in memory in that order. */
export function pixelOf(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return new Uint32Array(Uint8Array.of(red!, green!, blue!, 255).buffer)[0]!;
}
