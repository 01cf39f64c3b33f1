import { expect, it } from 'vitest';
import { pixelOf, rasterDots } from './dot-raster.ts';

const size = { width: 7, height: 5 };
const paint = (dots: [x: number, y: number][], radius: number, only: number[] | null = null) => {
  const pixels = new Uint32Array(size.width * size.height);
  rasterDots(
    pixels,
    size,
    {
      x: Float32Array.from(dots, ([x]) => x),
      y: Float32Array.from(dots, ([, y]) => y),
      shade: Uint8Array.from(dots, (_, at) => at),
    },
    { radius, palette: Uint32Array.of(1, 2, 3), only: only && Uint8Array.from(only) },
  );
  return Array.from({ length: size.height }, (_, row) =>
    [...pixels.subarray(row * size.width, (row + 1) * size.width)].join(''),
  );
};

it('paints discs, later ones over earlier ones', () => {
  expect(
    paint(
      [
        [2.5, 2.5],
        [5, 2],
      ],
      1.9,
    ),
  ).toEqual(['0000000', '0111222', '0111222', '0111222', '0000000']);
  expect(paint([[3, 2]], 2)).toEqual(['0001000', '0011100', '0111110', '0011100', '0001000']);
});

it('cuts them off at the rim', () => {
  expect(
    paint(
      [
        [0, 0],
        [6.9, 4.9],
      ],
      1.5,
    ),
  ).toEqual(['1100000', '1100000', '0000000', '0000022', '0000022']);
});

it('paints only what is asked for', () => {
  expect(
    paint(
      [
        [1, 1],
        [5, 3],
      ],
      1,
      [0, 1],
    ).join(''),
  ).not.toContain('1');
});

it('writes a colour as the bytes of a pixel', () => {
  expect([...new Uint8Array(Uint32Array.of(pixelOf('#3a4bcf')).buffer)]).toEqual([
    0x3a, 0x4b, 0xcf, 255,
  ]);
});
