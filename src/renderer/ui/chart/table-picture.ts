import { type RefObject, useRef } from 'react';
import { type ChartColours, chartColours } from './chart-colours.ts';
import type { ChartPicture } from './chart-picture.ts';
import type { ChartTableData } from './chart-table.tsx';
import type { Pen } from './pen.ts';
import { penPicture } from './pen-picture.ts';

export interface TableLook {
  table: ChartTableData;
  /** From −1, the deepest loss, to 1, the deepest gain; null for a plain cell. */
  shade?: (row: number, column: number) => number | null;
}

const LINE = 24;
const PADDING = 12;
/** Of the type at its size, on average: there is nothing to measure by where no page is. */
const LETTER = 6.8;
const WIDEST = 320;

/** The table as a picture to be saved, whole; nothing is worked out before it is. */
export function useTablePicture(look: TableLook | null): RefObject<ChartPicture | null> {
  const picture = useRef<ChartPicture | null>(null);
  picture.current = look === null ? null : tablePicture(look);
  return picture;
}

function tablePicture(look: TableLook): ChartPicture {
  const make = () => {
    const widths = widthsOf(look.table);
    const size = {
      width: widths.reduce((sum, width) => sum + width, 0),
      height: (look.table.length + 1) * LINE,
    };
    const colours = chartColours(document.documentElement);
    return penPicture(
      () => size,
      (pen) => drawTable(pen, look, widths, colours),
    );
  };
  return { canvas: () => make().canvas(), svg: () => make().svg() };
}

/** Of each column, in pixels. */
export function widthsOf({ columns, length, row }: ChartTableData): number[] {
  const letters = columns.map(({ label }) => label.length);
  for (let index = 0; index < length; index++) {
    row(index).forEach((text, column) => {
      letters[column] = Math.max(letters[column]!, text.length);
    });
  }
  return letters.map((count) => Math.min(WIDEST, Math.ceil(count * LETTER) + 2 * PADDING));
}

export function drawTable(
  pen: Pen,
  { table, shade }: TableLook,
  widths: readonly number[],
  colours: ChartColours,
): void {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const cells = (texts: readonly string[], y: number, colour: string) => {
    let x = 0;
    texts.forEach((text, column) => {
      const width = widths[column]!;
      const isRight = table.columns[column]?.isNumber === true;
      pen.text(cutTo(text, width), isRight ? x + width - PADDING : x + PADDING, y + LINE / 2, {
        colour,
        size: 12,
        align: isRight ? 'right' : 'left',
      });
      x += width;
    });
    pen.line(0, y + LINE - 0.5, total, y + LINE - 0.5, colours.hairline);
  };
  cells(
    table.columns.map(({ label }) => label),
    0,
    colours.soft,
  );
  for (let row = 0; row < table.length; row++) {
    const y = (row + 1) * LINE;
    let x = 0;
    widths.forEach((width, column) => {
      const depth = shade?.(row, column) ?? null;
      if (depth !== null && depth !== 0) {
        pen.rect(x, y, width, LINE, mixed(colours, depth));
      }
      x += width;
    });
    cells(table.row(row), y, colours.text);
  }
}

function cutTo(text: string, width: number): string {
  const letters = Math.floor((width - 2 * PADDING) / LETTER) + 1;
  return text.length > letters ? `${text.slice(0, Math.max(1, letters - 1))}…` : text;
}

/** The ground of a cell, as the page mixes it. */
function mixed(colours: ChartColours, depth: number): string {
  const share = Math.min(1, Math.abs(depth));
  const [tone, ground] = [depth < 0 ? colours.lossSoft : colours.gainSoft, colours.canvas].map(
    partsOf,
  );
  const channel = (at: number) =>
    Math.round(tone![at]! * share + ground![at]! * (1 - share))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}

/** "#d3ecf0" or "#fff". */
function partsOf(colour: string): [number, number, number] {
  const hex = colour.replace('#', '');
  const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16) || 0;
  return [part(0), part(2), part(4)];
}
