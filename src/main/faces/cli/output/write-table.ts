import type { Terminal } from '../terminal.ts';
import type { ChosenColumn } from './chosen-column.ts';
import { formatCell, isNumeric } from './format-cell.ts';
import type { PrintedValue } from './printed-row.ts';
import { cutText, onOneLine, textWidth } from './text-width.ts';

/** A longer text is not padded to, but pushes its own row to the right: one 70,000-character tag is enough. */
const ALIGNED_WIDTH = 60;
/** What is left of a long text on a narrow terminal. */
const LEAST_WIDTH = 12;
const GAP = '  ';

/** An aligned table for people. Texts are cut to the width of a terminal, never in a pipe or file. */
export async function writeTable(
  terminal: Terminal,
  chosen: readonly ChosenColumn[],
  rows: readonly (readonly PrintedValue[])[],
): Promise<void> {
  const columns = chosen.map((column, at) => {
    const values = rows.map((row) => row[at] ?? null);
    const cells = values.map((value) => onOneLine(formatCell(value, column.column)));
    return { head: onOneLine(column.key), cells, isRight: isNumeric(column.column, values) };
  });
  const widths = fitWidths(
    columns.map(({ head, cells }) => widest([head, ...cells])),
    columns.map(({ isRight }) => isRight),
    terminal.width,
  );
  const line = (cells: readonly string[]) =>
    `${cells
      .map((cell, at) => pad(shorten(cell, at), widths[at] as number, columns[at]?.isRight))
      .join(GAP)
      .trimEnd()}\n`;
  const shorten = (cell: string, at: number) =>
    terminal.width === null ? cell : cutText(cell, widths[at] as number);

  await terminal.write(line(columns.map(({ head }) => head)));
  await terminal.write(line(widths.map((width) => '-'.repeat(width))));
  for (const [at] of rows.entries()) {
    await terminal.write(line(columns.map(({ cells }) => cells[at] as string)));
  }
  if (rows.length === 0) await terminal.write('(no rows)\n');
}

/** On a terminal the widest texts give way, one column at a time, until the row fits. */
function fitWidths(
  needed: readonly number[],
  isRight: readonly boolean[],
  available: number | null,
): number[] {
  if (available === null) return needed.map((width) => Math.min(width, ALIGNED_WIDTH));
  const widths = [...needed];
  const total = () => widths.reduce((sum, width) => sum + width, GAP.length * (widths.length - 1));
  for (;;) {
    const excess = total() - available;
    const place = widths.reduce(
      (best, width, at) => (!isRight[at] && width > (widths[best] ?? 0) ? at : best),
      -1,
    );
    const width = widths[place] ?? 0;
    if (excess <= 0 || width <= LEAST_WIDTH) return widths;
    widths[place] = Math.max(LEAST_WIDTH, width - Math.max(1, Math.ceil(excess / 2)));
  }
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, textWidth(text)), 0);
}

function pad(text: string, width: number, isRight: boolean | undefined): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)));
  return isRight ? `${blanks}${text}` : `${text}${blanks}`;
}
