/**
 * The rows of a table in the order that settles ties: by handle, then by position in the bundle (FORMATS.md §11: in table order
 * for an index of the reference, which is the order of the paths when it was first built). A *place* is an
 * index into it; sorting moves places, and a stable sort by any key then leaves ties as they should be.
 */
export interface RowPlaces {
  /** Row number by place. */
  readonly nos: Int32Array;
  /** Place by row number; -1 where there is no such row. */
  readonly placeOf: Int32Array;
  /** For studies and runs: place of the backtest in its own table, by place of the row. */
  readonly backtestPlaces: Int32Array | null;
}
