import type { Terminal } from '../terminal.ts';
import type { ChosenColumn } from './chosen-column.ts';
import { jsonValue } from './json-value.ts';
import type { PrintedValue } from './printed-row.ts';

/** An array with one row a line: read as a whole by JSON.parse, line by line by people. */
export async function writeJsonRows(
  terminal: Terminal,
  chosen: readonly ChosenColumn[],
  rows: Iterable<readonly PrintedValue[]>,
): Promise<void> {
  const keys = chosen.map((column) => `${JSON.stringify(column.key)}: `);
  let isFirst = true;
  for (const row of rows) {
    const fields = row.map((value, at) => {
      const text = JSON.stringify(jsonValue(value, chosen[at]?.column ?? null));
      return `${keys[at]}${text}`;
    });
    await terminal.write(`${isFirst ? '[\n' : ',\n'}{${fields.join(', ')}}`);
    isFirst = false;
  }
  await terminal.write(isFirst ? '[]\n' : '\n]\n');
}

/** One value, for people and programs. */
export function writeJson(terminal: Terminal, value: unknown): Promise<void> {
  return terminal.write(`${JSON.stringify(value, null, 2)}\n`);
}
