/** What both databases take for something else than a name. */
const reserved: ReadonlySet<string> = new Set(
  'all and as case cast check create default desc distinct else end except exists from group having in index into is join limit not null offset on or order select set table then to union unique using values when where window with'.split(
    ' ',
  ),
);

/** A name as it has to be written in SQL. */
export function quotedName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}

/** Line and column of a place in a text, from 1. */
export function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** Every line of the selection with `--` before it, or without, where all have it. */
export function toggleComment(
  text: string,
  from: number,
  to: number,
): { from: number; to: number; lines: string } {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', Math.max(from, to - 1));
  const end = next < 0 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const areComments = lines.every((line) => line.trim() === '' || /^\s*--/.test(line));
  const changed = lines.map((line) => {
    if (areComments) return line.replace(/^(\s*)-- ?/, '$1');
    return line.trim() === '' ? line : `-- ${line}`;
  });
  return { from: start, to: end, lines: changed.join('\n') };
}
