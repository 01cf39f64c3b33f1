import { describe, expect, it } from 'vitest';
import { chooseColumns } from './chosen-column.ts';
import type { PrintedValue } from './printed-row.ts';
import { textWidth } from './text-width.ts';
import { writeTable } from './write-table.ts';

describe('a table', () => {
  it('aligns texts left and numbers right, with the same precision and their unit', async () => {
    expect(
      await tableOf(
        ['handle', 'sharpe', 'cagr', 'trades', 'start'],
        [
          ['a', 1.23456, 0.5, 1234, Date.UTC(2024, 0, 31)],
          ['a/bc', -0.5, -1.25, 7, null],
          ['x', 'inf', null, 0, Date.UTC(2024, 0, 31, 12)],
        ],
      ),
    ).toEqual([
      'handle  sharpe_ratio       cagr  number_of_trades  start',
      '------  ------------  ---------  ----------------  --------------------',
      'a             1.2346    50.00 %             1,234  2024-01-31',
      'a/bc         -0.5000  -125.00 %                 7  -',
      'x                  ∞          -                 0  2024-01-31T12:00:00Z',
    ]);
  });

  it('cuts long texts to the width of a terminal, never in a pipe', async () => {
    const rows = [['x'.repeat(200), 1] as const];
    const [, , onTerminal] = await tableOf(['tag', 'sharpe'], rows, 60);
    const [, , inPipe] = await tableOf(['tag', 'sharpe'], rows);

    expect(textWidth(onTerminal as string)).toBeLessThanOrEqual(60);
    expect(onTerminal).toMatch(/x… +1\.0000$/);
    expect(inPipe).toContain('x'.repeat(200));
  });

  it('does not pad every row to one very long text', async () => {
    const lines = await tableOf(
      ['tag', 'sharpe'],
      [
        ['x'.repeat(70_000), 1],
        ['y', 2],
      ],
    );
    expect(lines[3]?.length).toBeLessThan(100);
  });

  it('counts wide signs as two', async () => {
    const lines = await tableOf(
      ['tag', 'trades'],
      [
        ['東京 🚀', 1],
        ['abc', 2],
      ],
    );
    expect(new Set(lines.slice(2).map(textWidth)).size).toBe(1);
  });

  it('shows no control sign of a text from a file', async () => {
    const lines = await tableOf(['tag'], [['\u001b[31mred\r\nnext\u202e']]);
    expect(lines[2]).toBe('\ufffd[31mred\ufffd\ufffdnext\ufffd');
  });

  it('says so when there are no rows', async () => {
    expect((await tableOf(['tag'], [])).at(-1)).toBe('(no rows)');
  });
});

async function tableOf(
  columns: string[],
  rows: readonly (readonly PrintedValue[])[],
  width: number | null = null,
): Promise<string[]> {
  let text = '';
  const terminal = {
    write: async (part: string) => {
      text += part;
    },
    say() {},
    flush() {},
    width,
    progressWidth: null,
    signal: new AbortController().signal,
  };
  await writeTable(terminal, chooseColumns(columns, 'backtests'), rows);
  return text.split('\n').slice(0, -1);
}
