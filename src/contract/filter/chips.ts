/** The terms of the top-level AND of an expression, each as written, to switch on and off one by one. */
export function splitChips(_text: string): string[] {
  throw new Error('being written');
}

/** Joins chips with AND, in parentheses where a chip is an OR. Blank chips are left out. */
export function joinChips(_chips: readonly string[]): string {
  throw new Error('being written');
}
