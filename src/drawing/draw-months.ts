import { type MonthReturns, monthNames } from './month-returns.ts';
import { FONT_SIZE, type Palette, type Picture, type Shape } from './picture.ts';

const LEFT = 44;
const HEAD = 20;
const ROW = 28;

/**
 * Years below each other, months beside each other. The depth of the colour says the size, the colour and the sign
 * of the number the direction.
 */
export function drawMonths(
  months: MonthReturns,
  width: number,
  format: (value: number) => string,
  palette: Palette,
): Picture {
  const cell = (width - LEFT) / 12;
  const shapes: Shape[] = monthNames.map((name, month) =>
    word(LEFT + (month + 0.5) * cell, 13, name, palette.faint, 'middle'),
  );
  for (const [row, year] of months.years.entries()) {
    const y = HEAD + row * ROW;
    shapes.push(word(LEFT - 8, y + ROW / 2 + FONT_SIZE / 3, String(year), palette.faint, 'end'));
    for (const month of monthNames.keys()) {
      const value = months.of(year, month);
      if (value === null) continue;
      const at = { x: round(LEFT + month * cell + 1), y: y + 1 };
      const share = months.largest === 0 ? 0 : Math.abs(value) / months.largest;
      shapes.push({
        tag: 'rect',
        attributes: {
          ...at,
          width: round(cell - 2),
          height: ROW - 2,
          rx: 2,
          fill: value < 0 ? palette.loss : palette.gain,
          // Never so deep that the number cannot be read.
          'fill-opacity': round(0.04 + 0.2 * share, 3),
        },
        title: `${monthNames[month]} ${year}: ${format(value)}`,
      });
      shapes.push(
        word(
          LEFT + (month + 0.5) * cell,
          y + ROW / 2 + FONT_SIZE / 3,
          format(value),
          palette.text,
          'middle',
        ),
      );
    }
  }
  return { width, height: HEAD + months.years.length * ROW + 2, shapes };
}

function word(x: number, y: number, text: string, fill: string, anchor: string): Shape {
  return {
    tag: 'text',
    attributes: { x: round(x), y: round(y), fill, 'text-anchor': anchor },
    text,
  };
}

function round(value: number, places = 1): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
