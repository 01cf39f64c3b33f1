import type { CellValue, ColumnKind } from '#contract/column.ts';

/** A column of an exported table. */
export interface TableHead {
  /** The name in the file: the column's key, `params.NAME` for parameters. */
  key: string;
  kind: ColumnKind;
}

export type TableRow = readonly CellValue[];

/** `2024-01-31T00:00:00Z`; with milliseconds only where there are any. */
export function isoTime(milliseconds: number): string | null {
  const time = new Date(milliseconds);
  return Number.isNaN(time.getTime()) ? null : time.toISOString().replace('.000Z', 'Z');
}

/** Infinities cross the engine's border as tags; in a file of numbers they are numbers again. */
export function numberOfTag(value: CellValue): CellValue {
  if (value === 'inf') return Number.POSITIVE_INFINITY;
  return value === '-inf' ? Number.NEGATIVE_INFINITY : value;
}
