/** Beside the colour, what tells groups of marks apart: six colours times four shapes. */
export const markShapes = ['disc', 'square', 'triangle', 'diamond'] as const;
export type MarkShape = (typeof markShapes)[number];

/** Groups that look different from each other while shapes can be seen; and where marks are too small for that. */
export const MARKS_AT_MOST = 24;
export const COLOURS_AT_MOST = 6;

export interface MarkLook {
  /** Place in the theme's colours for what stands side by side. */
  series: number;
  shape: MarkShape;
}

/** The look of a group by its place in the legend; no two of the first 24 have the same. */
export function markLook(place: number): MarkLook {
  return { series: place % COLOURS_AT_MOST, shape: markShapes[markRound(place)]! };
}

/** How often the colours were used up before: 0 to 3. */
export function markRound(place: number): number {
  return Math.floor(place / COLOURS_AT_MOST) % markShapes.length;
}

/** The corners of a shape round its middle, of about the area of a disc of that radius. Null for the disc. */
export function cornersOf(shape: MarkShape, radius: number): [x: number, y: number][] | null {
  const side = radius * 0.89;
  switch (shape) {
    case 'disc':
      return null;
    case 'square':
      return [
        [-side, -side],
        [side, -side],
        [side, side],
        [-side, side],
      ];
    case 'triangle':
      return [
        [0, -1.35 * radius],
        [1.25 * radius, 0.85 * radius],
        [-1.25 * radius, 0.85 * radius],
      ];
    case 'diamond':
      return [
        [0, -1.35 * radius],
        [1.2 * radius, 0],
        [0, 1.35 * radius],
        [-1.2 * radius, 0],
      ];
  }
}
