import { createContext, use } from 'react';
import type { NameScope } from '#contract/filter/resolve-names.ts';
import type { ColumnFacts } from '#contract/operations.ts';

/** What the fields of the filter know of the archive. */
export interface FilterKnowledge {
  facts: readonly ColumnFacts[];
  scope: NameScope;
  /** The commonest values of a column, most first. */
  valuesOf: (column: string) => Promise<readonly string[]>;
}

export const FilterContext = createContext<FilterKnowledge | null>(null);

export function useFilterKnowledge(): FilterKnowledge {
  const knowledge = use(FilterContext);
  if (knowledge === null) throw new Error('a filter field outside of FilterContext');
  return knowledge;
}
