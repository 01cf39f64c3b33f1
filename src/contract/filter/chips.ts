import type { FilterNode } from './filter-ast.ts';
import { parseFilter } from './parse-filter.ts';

/** The terms of the top-level AND of an expression, each as written, to switch on and off one by one. Throws `bad-filter`. */
export function splitChips(text: string): string[] {
  const node = parseFilter(text);
  return node ? termsOf(node).map((term) => text.slice(term.from, term.to)) : [];
}

/** Joins chips with AND, in parentheses where a chip is an OR. Blank chips are left out. Throws `bad-filter`. */
export function joinChips(chips: readonly string[]): string {
  const filled = chips.map((chip) => chip.trim()).filter((chip) => chip !== '');
  if (filled.length === 1) return filled[0] as string;
  return filled.map((chip) => (isBareOr(chip) ? `(${chip})` : chip)).join(' AND ');
}

function termsOf(node: FilterNode): FilterNode[] {
  return node.kind === 'and' ? node.terms.flatMap(termsOf) : [node];
}

/** An OR without parentheses around the whole: with them, it starts before its first term. */
function isBareOr(chip: string): boolean {
  const node = parseFilter(chip);
  return node?.kind === 'or' && node.terms[0]?.from === node.from;
}
