import type { FilterNode } from './filter-ast.ts';

export const filterLimits = { length: 16_384, terms: 256, depth: 32, values: 4096 } as const;

/** Null for an empty or blank filter. Throws `bad-filter` with the character position as offset. Names are not looked up here. */
export function parseFilter(_text: string): FilterNode | null {
  throw new Error('being written');
}
