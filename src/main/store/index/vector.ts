/**
 * A whole column in memory, by place. Sorting, histograms and ranking read it: one scan of a table of 1,000,000
 * rows takes SQLite a third of a second, and what is done with the result takes far less.
 */
export type Vector =
  /** NaN where there is no value. */
  | { readonly kind: 'numbers'; readonly values: Float64Array }
  /** `codes` point into `values`, which are in order, numbers before texts; -1 where there is no value. */
  | {
      readonly kind: 'codes';
      readonly codes: Int32Array;
      readonly values: readonly (number | string)[];
    };
