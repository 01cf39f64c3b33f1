import type { Aggregate, GridCell, SweepGrid, SweepGridQuery } from '#contract/sweep.ts';
import type { IndexReader } from '../index-handle.ts';
import { matchingPlaces } from '../match-rows.ts';
import { withSnapshot } from '../snapshot.ts';
import { axisOf, columnWords, type PlacedAxis } from './axis-steps.ts';
import { countSelected } from './count-selected.ts';
import { groupValues } from './grouped-values.ts';
import { metricOf, numbersOf } from './metric-values.ts';
import { type GridValues, plateauAt } from './plateaus.ts';
import { meanOf, quantile } from './quantile.ts';
import { valueCodes } from './value-codes.ts';

/** A metric over two parameters, with the plateau score of every cell. Throws `bad-filter`, `unknown-column`. */
export function sweepGrid(
  index: IndexReader,
  query: Omit<SweepGridQuery, 'archive' | 'asks'>,
): SweepGrid {
  return withSnapshot(index, (snapshot) => {
    const { rows, metric, aggregate, isLowBest } = query;
    const metrics = numbersOf(snapshot, rows, metric);
    const places = matchingPlaces(snapshot, query);
    const axis = (column: string) => {
      const codes = valueCodes(snapshot, rows, column, places);
      const name = column.replace(/^params\./, '');
      return { codes, ...axisOf(name, codes, columnWords(snapshot, rows, column), query.steps) };
    };
    const [x, y] = [axis(query.x), axis(query.y)];
    const width = x.steps.length;
    const cellOf = Int32Array.from(places, (_, at) => {
      const [column, row] = [x.stepOf[at] as number, y.stepOf[at] as number];
      return column < 0 || row < 0 ? -1 : row * width + column;
    });
    const count = width * y.steps.length;
    const grouped = groupValues(places, cellOf, count, metrics);
    const selected = countSelected(snapshot, rows, places, cellOf, count, query.selection);
    const values = Float64Array.from({ length: count }, (_, cell) =>
      aggregateOf(grouped.of(cell), aggregate, isLowBest),
    );
    const grid: GridValues = {
      width,
      height: y.steps.length,
      values,
      hasStepsX: x.kind === 'numbers',
      hasStepsY: y.kind === 'numbers',
    };
    const cells: GridCell[] = [];
    for (let cell = 0; cell < count; cell += 1) {
      if (grouped.rows[cell] === 0) continue;
      const at = { x: cell % width, y: Math.floor(cell / width) };
      const { score, neighbours } = plateauAt(grid, at.x, at.y, isLowBest);
      cells.push({
        ...at,
        rows: grouped.rows[cell] as number,
        filled: grouped.of(cell).length,
        value: metricOf(values[cell] as number),
        plateau: metricOf(score),
        neighbours,
        selected: selected[cell] as number,
      });
    }
    return {
      version: snapshot.version,
      x: shown(x),
      y: shown(y),
      cells,
      total: places.length,
      ...outside(x.codes.codes, y.codes.codes, cellOf),
    };
  });
}

function shown({ name, kind, steps, distinct, isInRanges }: PlacedAxis) {
  return { name, kind, steps, distinct, isInRanges };
}

/** Rows without one of the parameters, and those whose value has no step. */
function outside(x: Int32Array, y: Int32Array, cellOf: Int32Array) {
  let missing = 0;
  let leftOut = 0;
  for (let at = 0; at < cellOf.length; at += 1) {
    if ((x[at] as number) < 0 || (y[at] as number) < 0) missing += 1;
    else if ((cellOf[at] as number) < 0) leftOut += 1;
  }
  return { missing, leftOut };
}

/** Of ascending values. */
export function aggregateOf(
  sorted: Float64Array,
  aggregate: Aggregate,
  isLowBest: boolean,
): number {
  switch (aggregate) {
    case 'best':
      return quantile(sorted, isLowBest ? 0 : 1);
    case 'worst':
      return quantile(sorted, isLowBest ? 1 : 0);
    case 'median':
      return quantile(sorted, 0.5);
    case 'mean':
      return meanOf(sorted);
  }
}
