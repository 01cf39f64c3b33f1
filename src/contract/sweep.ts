import type { CellValue, Metric } from './column.ts';
import type { RowScope, Selection } from './row-scope.ts';

/**
 * What the sweep screen asks: which parameters were varied, a metric over two of them, over the values of one
 * column, and columns of the rows themselves. All follow the filter. `asks` names one picture on screen: a newer
 * question of it drops older ones that still wait, which fail as `cancelled`.
 */
export interface SweepOperations {
  /** Parameters of the rows that match: those with two values or more, and the constants. */
  sweepParameters(request: RowScope & { asks?: string | undefined }): SweepParameters;
  /** A metric over two parameters. Throws `bad-filter`, `unknown-column`. */
  sweepGrid(request: SweepGridQuery): SweepGrid;
  /** A metric by the values of a column. Throws `bad-filter`, `unknown-column`. */
  sweepGroups(request: SweepGroupQuery): SweepGroups;
  /** Columns of the rows that match, each as one list: for a dot or line per row. */
  readColumns(request: ColumnsQuery): RowColumns;
  /** The numbers of the rows that match, and lie within a polygon where one is given. */
  rowNumbers(request: RowScope & { within: Polygon | null }): { nos: number[] };
}

export interface SweepParameters {
  /** Rows that match. */
  total: number;
  /** Those filled most first, then by name. */
  swept: SweptParameter[];
  /** Parameters with one value in all rows that have them. */
  constant: { name: string; value: CellValue; missing: number }[];
}

export interface SweptParameter {
  name: string;
  /** Of its column: `params.NAME`. */
  key: string;
  /** Numbers have an order and neighbours; words have neither. */
  kind: 'numbers' | 'words';
  distinct: number;
  /** Rows that do not have it. */
  missing: number;
  /** In their order, the commonest where there are more than 200. */
  values: ParameterStep[];
}

/** One value of a parameter, or a range of a parameter with many. */
export interface ParameterStep {
  /** "21", "4h"; of a range "20 – 24.9". */
  label: string;
  /** Of the range, the upper end not included but in the last one; both null for a value of its own. */
  low: number | null;
  high: number | null;
  /** The filter expression of the rows in it. */
  filter: string;
  /** Rows in it. */
  count: number;
}

export const aggregates = ['best', 'median', 'mean', 'worst'] as const;
export type Aggregate = (typeof aggregates)[number];

export interface SweepGridQuery extends RowScope {
  x: string;
  y: string;
  metric: string;
  /** What stands for the rows of one cell. */
  aggregate: Aggregate;
  /** Whether a low value of the metric is the good one. */
  isLowBest: boolean;
  /** Values of an axis beyond which numbers are put in ranges, and only the commonest words are kept. */
  steps: number;
  /** To be counted in every cell; null for nothing. */
  selection: Selection | null;
  asks?: string | undefined;
}

export interface SweepAxis {
  name: string;
  kind: 'numbers' | 'words';
  steps: ParameterStep[];
  /** Different values; more than steps where numbers are in ranges or words left out. */
  distinct: number;
  isInRanges: boolean;
}

export interface SweepGrid {
  version: number;
  x: SweepAxis;
  y: SweepAxis;
  /** Cells with a row in them. */
  cells: GridCell[];
  /** Rows that match, and of these: without one of the parameters, and with a word that has no step. */
  total: number;
  missing: number;
  leftOut: number;
}

export interface GridCell {
  /** Places in the steps of the axes. */
  x: number;
  y: number;
  rows: number;
  /** Rows with a value of the metric. */
  filled: number;
  /** By the aggregate; null when no row has one. */
  value: Metric;
  /**
   * The quartile on the bad side of the cell's value and those of its neighbours: cells one step away on the
   * axes of numbers, diagonals too. Null when fewer than half of the neighbours there is room for have a value.
   */
  plateau: Metric;
  /** Neighbours with a value. */
  neighbours: number;
  selected: number;
}

export interface SweepGroupQuery extends RowScope {
  /** A column or parameter. */
  by: string;
  metric: string;
  isLowBest: boolean;
  /** Groups at most: those with the most rows. */
  limit: number;
  selection: Selection | null;
  asks?: string | undefined;
}

export interface SweepGroups {
  version: number;
  total: number;
  groups: GroupRow[];
  /** Groups left out. */
  more: number;
}

/** Quantiles are interpolated linearly between the two nearest values, as numpy does. */
export interface GroupRow {
  /** Null for the rows without a value. */
  value: CellValue;
  label: string;
  filter: string;
  rows: number;
  filled: number;
  best: Metric;
  median: Metric;
  mean: Metric;
  p10: Metric;
  p90: Metric;
  selected: number;
}

export interface ColumnsQuery extends RowScope {
  columns: string[];
  /** Rows at most; of more, they are taken evenly in the order of their names. */
  limit: number;
  asks?: string | undefined;
}

export interface RowColumns {
  version: number;
  /** Rows that match; more than `nos.length` when they are thinned. */
  total: number;
  nos: number[];
  columns: RowColumn[];
}

/** Numbers are rounded to seven significant digits; `codes` point into `values`, -1 where there is none. */
export type RowColumn =
  | { kind: 'numbers'; values: Metric[] }
  | { kind: 'codes'; codes: number[]; values: string[] };

/** In the values of two columns; closed by itself. */
export interface Polygon {
  x: string;
  y: string;
  points: [number, number][];
}
