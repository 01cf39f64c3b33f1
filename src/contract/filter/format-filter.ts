import type { FilterNode } from './filter-ast.ts';

/** The expression as it would be written by hand; parsing it again gives the same filter. */
export function formatFilter(_node: FilterNode | null): string {
  throw new Error('being written');
}

/** A text in quotes, doubled where it holds one. */
export function quoteText(_text: string): string {
  throw new Error('being written');
}

/** A column key as it is, a parameter as `params.NAME`, in quotes where its name is odd. */
export function quoteName(_name: { key: string; isParameter: boolean }): string {
  throw new Error('being written');
}

/** `name = value`, or `name IS NULL`. */
export function equalsExpression(_name: string, _value: number | string | null): string {
  throw new Error('being written');
}
