import { createElement, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Palette, type Picture, svgOf } from '#drawing/picture.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';
import type { ChartPicture } from './chart-picture.ts';

/** On screen the theme's own variables, so that a picture turns with it. */
export const screenPalette: Palette = {
  text: 'var(--text)',
  faint: 'var(--text-faint)',
  hairline: 'var(--hairline)',
  canvas: 'var(--canvas)',
  gain: 'var(--gain)',
  loss: 'var(--loss)',
  lossSoft: 'var(--loss-soft)',
  series: [1, 2, 3, 4, 5, 6].map((number) => `var(--series-${number})`),
};

/** The same as plain colours, for what leaves the page. */
export function paletteOf(colours: ChartColours): Palette {
  return colours;
}

interface DrawnPictureProps {
  /** Draws for a width in pixels. */
  draw: (width: number, palette: Palette) => Picture;
  label: string;
  picture: RefObject<ChartPicture | null>;
}

/** A chart drawn as shapes, as wide as its place. */
export function DrawnPicture({ draw, label, picture }: DrawnPictureProps) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    const saved = () => {
      const element = place.current ?? document.documentElement;
      return svgOf(draw(Math.max(320, width), paletteOf(chartColours(element))));
    };
    picture.current = { canvas: () => canvasOfSvg(saved()), svg: saved };
    return () => {
      picture.current = null;
    };
  }, [draw, width, picture]);
  const drawn = width === 0 ? null : draw(width, screenPalette);
  return (
    <div ref={place} className="drawn" role="img" aria-label={label}>
      {drawn !== null && (
        <svg
          width={drawn.width}
          height={drawn.height}
          viewBox={`0 0 ${drawn.width} ${drawn.height}`}
          aria-hidden="true"
        >
          {drawn.shapes.map(({ tag, attributes, text, title }, index) =>
            createElement(
              tag,
              { ...elementAttributes(attributes), key: index },
              title === undefined ? null : <title>{title}</title>,
              text ?? null,
            ),
          )}
        </svg>
      )}
    </div>
  );
}

/** React writes attributes of SVG in one word. */
function elementAttributes(attributes: Readonly<Record<string, string | number>>) {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** Painted at twice its size, for print. */
export async function canvasOfSvg(svg: string): Promise<HTMLCanvasElement> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * 2;
    canvas.height = image.height * 2;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas;
  } finally {
    URL.revokeObjectURL(address);
  }
}
