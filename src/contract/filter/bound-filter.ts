import type { CompareOperator } from './filter-ast.ts';
import type { ResolvedName } from './resolve-names.ts';

/**
 * A filter whose names are columns and whose values have the type of their column: what is compiled to SQL.
 * Three-valued as in SQL: a test on a missing value is neither true nor false, and a row is kept only where
 * the whole is true. Times are epoch milliseconds.
 */
export type BoundFilter =
  | { readonly kind: 'and' | 'or'; readonly terms: readonly BoundFilter[] }
  | { readonly kind: 'not'; readonly term: BoundFilter }
  /** Two values; NULL makes it unknown. */
  | {
      readonly kind: 'constant';
      readonly operator: CompareOperator;
      readonly left: number | string | null;
      readonly right: number | string | null;
    }
  /** A number is compared with the numbers of a parameter, a text with its texts. */
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly name: ResolvedName;
      readonly value: number | string;
    }
  | {
      readonly kind: 'compare-names';
      readonly operator: CompareOperator;
      readonly left: ResolvedName;
      readonly right: ResolvedName;
    }
  | {
      readonly kind: 'in';
      readonly name: ResolvedName;
      readonly values: readonly (number | string)[];
    }
  /** `%` any text, `_` one character, ASCII letters in either case. */
  | {
      readonly kind: 'like';
      readonly name: ResolvedName;
      readonly pattern: string;
      readonly escape: string | null;
    }
  | { readonly kind: 'is-null'; readonly name: ResolvedName };
