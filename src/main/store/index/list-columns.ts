import type { ColumnFacts } from '#contract/operations.ts';
import { columnsOf, type RowsKind } from '#contract/row-columns.ts';
import { openSources } from './column-sql.ts';
import type { IndexReader } from './index-handle.ts';
import { factOf, type Snapshot, withSnapshot } from './snapshot.ts';
import { parameterKinds, type Vector, vectorOf } from './vector.ts';

/**
 * Every column of a table with the rows in which it has a value, then the parameters, by name; a parameter's key
 * is `params.NAME`. For runs, `filled` of a parameter counts backtests' runs like every other column.
 */
export function listColumns(index: IndexReader, rows: RowsKind): ColumnFacts[] {
  return withSnapshot(index, (snapshot) =>
    factOf(snapshot, `columns ${rows}`, () => [
      ...contractColumns(snapshot, rows),
      ...parameterColumns(snapshot, rows),
    ]),
  );
}

/** One scan that counts all columns. */
function contractColumns(snapshot: Snapshot, rows: RowsKind): ColumnFacts[] {
  const columns = columnsOf(rows);
  const sources = openSources(snapshot.sql[rows]);
  const counts = columns.map((column) => `count(${sources.value({ kind: 'column', column })})`);
  const filled = snapshot.db
    .prepare(`SELECT ${counts.join(', ')} ${sources.from()}`)
    .raw()
    .get() as number[];
  return columns.map((column, place) => {
    return { ...column, filled: filled[place] as number, distinct: null };
  });
}

function parameterColumns(snapshot: Snapshot, rows: RowsKind): ColumnFacts[] {
  const names = [...snapshot.parameterNos.keys()].sort((a, b) => (a < b ? -1 : 1));
  return names
    .map((name) => parameterColumn(snapshot, rows, name))
    .filter((facts) => facts.filled > 0);
}

function parameterColumn(snapshot: Snapshot, rows: RowsKind, name: string): ColumnFacts {
  const vector = vectorOf(snapshot, rows, { kind: 'parameter', name });
  const { isSwitch } = parameterKinds(snapshot, snapshot.parameterNos.get(name) as number);
  const facts = vector.kind === 'numbers' ? numberFacts(vector.values) : codeFacts(vector);
  return {
    key: `params.${name}`,
    kind: isSwitch ? 'text' : facts.kind,
    unit: 'none',
    group: 'parameters',
    label: name,
    meaning: `Parameter ${name} of the backtest`,
    nullRule: 'the backtest has no such parameter, or it is nil',
    source: `parameters.${name}`,
    filled: facts.filled,
    distinct: facts.distinct,
  };
}

interface ParameterFacts {
  kind: 'integer' | 'real' | 'text';
  filled: number;
  distinct: number | null;
}

/** More different values than this are not counted: nobody groups by them. */
const distinctLimit = 10_000;

function numberFacts(values: Float64Array): ParameterFacts {
  const seen = new Set<number>();
  let filled = 0;
  let isWhole = true;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    filled += 1;
    if (seen.size <= distinctLimit) seen.add(value);
    isWhole &&= Number.isInteger(value);
  }
  const distinct = seen.size > distinctLimit ? null : seen.size;
  return { kind: isWhole ? 'integer' : 'real', filled, distinct };
}

function codeFacts(vector: Extract<Vector, { kind: 'codes' }>): ParameterFacts {
  const filled = vector.codes.reduce((count, code) => count + (code < 0 ? 0 : 1), 0);
  return { kind: 'text', filled, distinct: vector.values.length };
}
