import { ArchiveError } from '../archive-error.ts';

/** `offset` is a UTF-16 offset into the expression. */
export function badFilter(message: string, offset: number): ArchiveError {
  return new ArchiveError('bad-filter', `${message}, at character ${offset + 1}`, { offset });
}

/** Terminal columns shown on either side of the place. */
const around = 60;

/** The expression near the offset and a caret below the place, for a terminal. */
export function caretLines(text: string, offset: number): string {
  // Tabs and line breaks would move the caret off its place.
  const flat = text.replace(/\s/g, ' ');
  const at = Math.max(0, Math.min(offset, flat.length));
  const from = Math.max(0, at - around);
  const to = Math.min(flat.length, at + around);
  const before = `${from > 0 ? '…' : ''}${flat.slice(from, at)}`;
  const after = `${flat.slice(at, to)}${to < flat.length ? '…' : ''}`;
  return `${before}${after}\n${' '.repeat([...before].length)}^`;
}
