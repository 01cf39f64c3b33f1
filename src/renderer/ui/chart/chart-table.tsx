import { useState } from 'react';
import { Button } from '../button.tsx';
import { formatCount } from '../format.ts';

/** The figures of a chart, row by row: for readers, and for whoever wants the numbers. */
export interface ChartTableData {
  caption: string;
  columns: readonly { label: string; isNumber?: boolean }[];
  length: number;
  /** The texts of a row, from 0. Only asked of rows that are shown or copied. */
  row: (index: number) => readonly string[];
}

/** Rows added at a time: more at once would hold up the page. */
const STEP = 200;

export function ChartTable({ caption, columns, length, row }: ChartTableData) {
  const [shown, setShown] = useState(STEP);
  const count = Math.min(shown, length);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="chart-table" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="faint">
          {caption}
          {count < length && `: ${formatCount(count)} of ${formatCount(length)} rows`}
        </caption>
        <thead>
          <tr>
            {columns.map(({ label, isNumber }) => (
              <th key={label} scope="col" className={isNumber ? 'chart-number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
            <tr key={index}>
              {row(index).map((text, place) => {
                const { label, isNumber } = columns[place]!;
                return place === 0 ? (
                  <th key={label} scope="row" className={isNumber ? 'chart-number' : undefined}>
                    {text}
                  </th>
                ) : (
                  <td key={label} className={isNumber ? 'chart-number' : undefined}>
                    {text}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {count < length && (
        <Button variant="quiet" onClick={() => setShown(shown + STEP)}>
          Show {formatCount(Math.min(STEP, length - count))} more
        </Button>
      )}
    </section>
  );
}

/** All rows, as spreadsheets take them from the clipboard. */
export function tableAsText({ columns, length, row }: ChartTableData): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => cell.replaceAll(/\s/g, ' ')).join('\t');
  const head = line(columns.map(({ label }) => label));
  return [head, ...Array.from({ length }, (_, index) => line(row(index)))].join('\n');
}
