/** The line of the expression at the offset and a caret below it, for a terminal. */
export function caretLines(_text: string, _offset: number): string {
  throw new Error('being written');
}
