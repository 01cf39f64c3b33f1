import { isMarkKey } from '#contract/mark-columns.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';
import { scoreColumn } from '#contract/score.ts';
import { markColumnFacts } from './count-marks.ts';
import { fillCounts, type ParameterCounts, parameterCounts } from './fill-counts.ts';
import type { IndexReader } from './index-handle.ts';
import { hasVector, vectorOf } from './read-vectors.ts';
import { factOf, type Snapshot, withSnapshot } from './snapshot.ts';

/**
 * Every column of a table with the rows in which it has a value, then the parameters, by name, then what the user
 * added; a parameter's key is `params.NAME`. Of a table of runs, `filled` counts runs, of studies
 * studies.
 */
export function listColumns(index: IndexReader, rows: RowsKind): ColumnFacts[] {
  return withSnapshot(index, (snapshot) => [
    ...factOf(snapshot, `columns ${rows}`, () => [
      ...contractColumns(snapshot, rows),
      ...parameterColumns(snapshot, rows),
    ]),
    ...markColumnFacts(snapshot, rows),
    { ...scoreColumn, filled: snapshot[rows], distinct: null },
  ]);
}

function contractColumns(snapshot: Snapshot, rows: RowsKind): ColumnFacts[] {
  const own = fillCounts(snapshot.db, rows);
  const others = rows === 'backtests' ? own : fillCounts(snapshot.db, `backtests of ${rows}`);
  const stored = columnsOf(rows).filter(({ key }) => !isMarkKey(key) && key !== scoreColumn.key);
  return stored.map((column) => {
    const filled = own.get(column.key) ?? others.get(column.key) ?? 0;
    return { ...column, filled, distinct: null };
  });
}

function parameterColumns(snapshot: Snapshot, rows: RowsKind): ColumnFacts[] {
  return [...parameterCounts(snapshot.db)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, counts]) => parameterColumn(snapshot, rows, name, counts))
    .filter((facts) => facts.filled > 0);
}

function parameterColumn(
  snapshot: Snapshot,
  rows: RowsKind,
  name: string,
  counts: ParameterCounts,
): ColumnFacts {
  const filled = counts.numbers + counts.texts + counts.switches;
  return {
    key: `params.${name}`,
    kind: kindOf(counts),
    unit: 'none',
    group: 'parameters',
    label: name,
    meaning: `Parameter ${name} of the backtest`,
    nullRule: 'the backtest has no such parameter, or it is nil',
    source: `parameters.${name}`,
    filled: rows === 'backtests' ? filled : counts[rows],
    distinct: filled === 0 ? 0 : distinctOf(snapshot, name),
  };
}

/** A switch reads as true and false, so it counts as a text. */
function kindOf(counts: ParameterCounts): ColumnFacts['kind'] {
  if (counts.texts > 0 || counts.switches > 0) return 'text';
  return counts.wholes === counts.numbers ? 'integer' : 'real';
}

/** Different values are not counted in larger archives, unless the column is in memory anyway. */
const countedRows = 50_000;

function distinctOf(snapshot: Snapshot, name: string): number | null {
  const resolved = { kind: 'parameter', name } as const;
  if (snapshot.backtests > countedRows && !hasVector(snapshot, 'backtests', resolved)) return null;
  const vector = vectorOf(snapshot, 'backtests', resolved);
  if (vector.kind === 'codes') return vector.values.length;
  return new Set(vector.values.filter((value) => !Number.isNaN(value))).size;
}
