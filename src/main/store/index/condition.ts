/** A test in SQL, each value a question mark with its binding. */
export interface Condition {
  sql: string;
  bindings: (number | string | null)[];
}
