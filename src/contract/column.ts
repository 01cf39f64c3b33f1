/**
 * A column of a run table. The SQL columns, the column menu, the exports and `docs/columns.md` are
 * all derived from lists of these, so a column exists in one place only.
 */

/** How a stored number is to be read. Fractions are stored as 0.1 and shown as 10 %. */
export type Unit =
  | 'fraction'
  | 'percent'
  | 'currency'
  | 'ratio'
  | 'score'
  | 'count'
  | 'days'
  | 'hours'
  | 'rate'
  | 'bytes'
  /** 1 is yes, 0 is no. */
  | 'flag'
  | 'none';

/** `time` is epoch milliseconds, UTC. `real` may be infinite, see `Metric`. */
export type ColumnKind = 'real' | 'integer' | 'text' | 'time';

export type ColumnGroup =
  | 'identity'
  | 'returns'
  | 'risk'
  | 'trades'
  | 'consistency'
  | 'windows'
  | 'provenance'
  /** What the user added. */
  | 'yours'
  | 'parameters';

export interface Column {
  /** The name in SQL, JSON and CSV: the reference's name without its `summary_` prefix. */
  readonly key: string;
  readonly kind: ColumnKind;
  readonly unit: Unit;
  readonly group: ColumnGroup;
  /** What the table head says. */
  readonly label: string;
  /** One sentence for the tooltip and the documentation page. */
  readonly meaning: string;
  /** When the value is NULL. */
  readonly nullRule: string;
  /** Where the value comes from in the bundle's document, or how it is derived. */
  readonly source: string;
}

/** JSON has no infinities: a value that is not finite crosses the wire as a tag. NaN is stored as NULL. */
export type Metric = number | 'inf' | '-inf' | null;

/** What a cell holds on the wire. Only columns of kind `text` hold free text, so tags are never mistaken for it. */
export type CellValue = number | string | null;
