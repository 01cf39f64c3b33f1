import type { SqlCell, SqlResult } from '#contract/sql.ts';
import type { NamedChart } from './query-state.ts';
import { isNumeric } from './result-table.ts';

export type ChartKind = 'line' | 'scatter' | 'bar';

export interface ChartChoice {
  kind: ChartKind;
  /** Columns, by place. `split`: a line, or a colour, for each of its values; null for none. */
  x: number;
  y: number;
  split: number | null;
}

export interface ChartData {
  axis: 'value' | 'time' | 'category';
  /** Names across, in the order of the answer, numbers by size; none on the other axes. */
  categories: string[];
  series: { name: string; points: (readonly [number | string, number])[] }[];
  /** Values of `split` that have no series of their own here. */
  leftOut: number;
}

/** More lines than this cannot be told apart. */
export const SERIES_AT_MOST = 24;

const time = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/;

/** The first choice: the first column that is no number across, the first number up. Null where no column holds numbers. */
export function firstChoice({ columns, rows }: SqlResult): ChartChoice | null {
  const numbers = columns.map((_, at) => at).filter((at) => isNumeric(rows, at));
  const others = columns.map((_, at) => at).filter((at) => !numbers.includes(at));
  const times = others.filter((at) => isTime(rows, at));
  const x = times[0] ?? others[0] ?? numbers[0];
  const y = numbers.find((at) => at !== x) ?? numbers[0];
  if (x === undefined || y === undefined) return null;
  const kind = times.length > 0 ? 'line' : others.length > 0 ? 'bar' : 'scatter';
  return { kind, x, y, split: null };
}

/** The chart that was chosen before, where this answer has its columns; else the first choice. */
export function choiceOf(result: SqlResult, named: NamedChart | undefined): ChartChoice | null {
  const first = firstChoice(result);
  if (first === null || named === undefined) return first;
  const at = (name: string) => result.columns.findIndex((column) => column.name === name);
  const [x, y] = [at(named.x), at(named.y)];
  if (x < 0 || y < 0 || !isNumeric(result.rows, y)) return first;
  const split = named.split === null ? -1 : at(named.split);
  return { kind: named.kind, x, y, split: split < 0 ? null : split };
}

export function namedChart({ columns }: SqlResult, { kind, x, y, split }: ChartChoice): NamedChart {
  const nameOf = (place: number) => columns[place]!.name;
  return { kind, x: nameOf(x), y: nameOf(y), split: split === null ? null : nameOf(split) };
}

/** Points of the chosen columns, rows without a number left out; lines in the order of x. */
export function chartData(result: SqlResult, { kind, x, y, split }: ChartChoice): ChartData {
  const { rows } = result;
  const axis =
    isNumeric(rows, x) && kind !== 'bar' ? 'value' : isTime(rows, x) ? 'time' : 'category';
  const found = new Map<string, [number | string, number][]>();
  const across = new Set<string>();
  let leftOut = 0;
  const skipped = new Set<string>();
  for (const row of rows) {
    const value = row[y];
    const place = acrossOf(row[x] ?? null, axis);
    if (typeof value !== 'number' || place === null) continue;
    const name = split === null ? result.columns[y]!.name : String(row[split] ?? 'NULL');
    const points = found.get(name);
    if (points !== undefined) points.push([place, value]);
    else if (found.size < SERIES_AT_MOST) found.set(name, [[place, value]]);
    else {
      if (!skipped.has(name)) leftOut += 1;
      skipped.add(name);
      continue;
    }
    if (axis === 'category') across.add(String(place));
  }
  const series = [...found].map(([name, points]) => ({ name, points }));
  if (split !== null && isNumeric(rows, split)) series.sort((a, b) => byNumber(a.name, b.name));
  if (kind === 'line' && axis !== 'category') {
    for (const { points } of series) points.sort((a, b) => Number(a[0]) - Number(b[0]));
  }
  const categories = [...across];
  if (isNumeric(rows, x)) categories.sort(byNumber);
  return { axis, categories, series, leftOut };
}

/** Numbers by size, then NULL. */
function byNumber(one: string, other: string): number {
  if (one === 'NULL' || other === 'NULL') return Number(one === 'NULL') - Number(other === 'NULL');
  return Number(one) - Number(other);
}

function acrossOf(cell: SqlCell, axis: ChartData['axis']): number | string | null {
  if (cell === null) return axis === 'category' ? 'NULL' : null;
  if (axis === 'value') return Number(cell);
  if (axis === 'category') return String(cell);
  const at = timeOf(String(cell));
  return Number.isNaN(at) ? null : at;
}

/** DuckDB writes "2021-10-01 00:00:00+00": without a zone it is UTC. */
function timeOf(text: string): number {
  const [, day, clock = '00:00'] = /^(\S{10})(?:[T ]([\d:.]+))?/.exec(text) ?? [];
  return Date.parse(`${day}T${clock.slice(0, 12)}Z`);
}

function isTime(rows: readonly (readonly SqlCell[])[], at: number): boolean {
  const known = rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined);
  return known.length > 0 && known.every((cell) => typeof cell === 'string' && time.test(cell));
}
