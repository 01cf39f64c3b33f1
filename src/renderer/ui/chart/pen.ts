import type { MarkShape } from './mark-shape.ts';

export interface TextLook {
  colour: string;
  size?: number;
  align?: 'left' | 'center' | 'right';
  /** Where `y` is: the letters' middle unless said. */
  baseline?: 'middle' | 'top' | 'bottom';
  /** A quarter turn to the left, for the name of a vertical axis. */
  isUpright?: boolean;
  /** Of the ground, round the letters: where they stand on lines. */
  halo?: string;
}

export interface DotLook {
  radius: number;
  colour: string;
  alpha?: number;
  edge?: string;
  /** A disc unless said. */
  shape?: MarkShape;
}

/** Draws the same picture as pixels or as shapes. Lengths in CSS pixels. */
export interface Pen {
  line(x1: number, y1: number, x2: number, y2: number, colour: string, width?: number): void;
  rect(x: number, y: number, width: number, height: number, colour: string): void;
  /** The outline of a rectangle. `dash`: lengths of line and gap by turns. */
  frame(
    box: { x: number; y: number; width: number; height: number },
    look: { colour: string; width: number; dash?: readonly number[] },
  ): void;
  /** Lines through points: x and y by turns, NaN where a line ends and the next begins. */
  path(at: Float32Array, colour: string, width: number, alpha: number): void;
  /** `at`: x and y by turns. Of many discs, squares of that half width, which paints several times as fast. */
  dots(at: Float32Array, look: DotLook): void;
  text(text: string, x: number, y: number, look: TextLook): void;
}

/** Above so many, discs are drawn more simply. */
export const MANY_DOTS = 4000;
/** Pixels of ground round letters. */
export const HALO = 3;

/** The points of a path, each with whether a line begins there. */
export function eachPoint(
  at: Float32Array,
  draw: (x: number, y: number, isFirst: boolean) => void,
): void {
  let isFirst = true;
  for (let index = 0; index < at.length; index += 2) {
    const [x, y] = [at[index]!, at[index + 1]!];
    if (Number.isNaN(x)) {
      isFirst = true;
      continue;
    }
    draw(x, y, isFirst);
    isFirst = false;
  }
}
