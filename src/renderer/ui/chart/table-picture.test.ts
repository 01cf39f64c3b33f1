import { expect, it } from 'vitest';
import type { ChartColours } from './chart-colours.ts';
import { svgPen } from './svg-pen.ts';
import { drawTable, widthsOf } from './table-picture.ts';

const colours = {
  canvas: '#fff',
  gainSoft: '#dcf0f3',
  lossSoft: '#000000',
  hairline: '#ddd',
  soft: '#333',
  text: '#111',
} as ChartColours;
const table = {
  caption: 'Returns',
  columns: [{ label: 'Month' }, { label: 'Run <1>', isNumber: true }],
  length: 3,
  row: (index: number) => [`2021-0${index + 1}`, `${index}.00`],
};

it('a table is drawn whole, with its grounds as deep as they are on screen, and names stay text', () => {
  const pen = svgPen(200, 100);

  drawTable(
    pen,
    { table, shade: (row, column) => (column === 0 ? null : [1, -0.5, 0][row]!) },
    widthsOf(table),
    colours,
  );

  const svg = pen.done();
  expect(svg.match(/<text /g)).toHaveLength(8);
  expect(svg).toContain('Run &lt;1&gt;');
  expect(svg.match(/<rect [^>]*fill="[^"]*"/g)).toEqual([
    expect.stringContaining('fill="#dcf0f3"'),
    expect.stringContaining('fill="#808080"'),
  ]);
});

it('columns are as wide as their longest text, within bounds', () => {
  const long = { ...table, row: () => ['x'.repeat(500), '1'] };

  const [month, run] = widthsOf(table);

  expect(month).toBe(Math.ceil(7 * 6.8) + 24);
  expect(run).toBe(Math.ceil(7 * 6.8) + 24);
  expect(widthsOf(long)[0]).toBe(320);
});
