import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { type Output, putArrayHead, putBytes, putFloat, putInteger } from '../bytes/output.ts';
import type { TextCells } from '../cells/column-cells.ts';
import { isNull, type NumberCells } from '../cells/column-cells.ts';
import { readTexts } from '../cells/read-texts.ts';
import type { RunTable } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import { type Rows, readRows } from '../rows/read-rows.ts';
import type { Predictors } from '../rows/write-table.ts';
import { arrayCount } from './field-spans.ts';
import { type Holdings, holdingsOver } from './holdings.ts';

/** The list of positions that serves as the model for all snapshots of a run, as it stands in one of them. */
export function findTemplate(payload: Cursor, snapshots: Rows): Buffer | null {
  const cells = snapshots.columns.get('position_snapshots');
  if (cells === undefined) return null;
  for (let row = 0; row < snapshots.count; row++) {
    const start = cells.starts[row]!;
    if (start < 0 || (arrayCount(payload, start) ?? 0) === 0) continue;
    return payload.bytes.subarray(start, cells.ends[row]!);
  }
  return null;
}

/**
 * Exposures and positions of snapshots (formats from 9.0.0a20 on) from the trades: what is open is held, at
 * cost; nothing held is an integer 0. `time` gives the instant of a snapshot.
 */
export function predictSnapshots(
  trades: RunTable,
  template: Buffer | null,
  time: NumberCells | undefined,
): Predictors {
  const model = template === null ? null : readModel(template);
  const holdings = holdingsOver(trades, model?.symbols ?? []);
  if (holdings === null) return new Map();
  const at = (row: number) => (isNull(time, row) ? Number.NaN : time!.values[row]!);
  const exposure: PutCell = (out, row) => putExposure(out, holdings(at(row)));
  const zero: PutCell = (out) => putInteger(out, 0);
  const predictors = new Map<string, PutCell>([
    ['long_exposure', exposure],
    ['short_exposure', zero],
    ['net_exposure', exposure],
    ['gross_exposure', exposure],
  ]);
  if (model !== null) {
    predictors.set('position_snapshots', (out, row) => model.put(out, holdings(at(row))));
  }
  return predictors;
}

/** Cost of all that is held; the symbols are added up one after the other. */
function putExposure(out: Output, { open, cost }: Holdings): void {
  let total = 0;
  let isHeld = false;
  for (let i = 0; i < open.length; i++) {
    if (open[i] === 0) continue;
    isHeld = true;
    total += cost[i]!;
  }
  if (isHeld) putFloat(out, total);
  else putInteger(out, 0);
}

interface PositionsModel {
  symbols: string[];
  put(out: Output, holdings: Holdings): void;
}

const heldFields: Readonly<Record<string, 'amount' | 'cost'>> = {
  amount: 'amount',
  long_amount: 'amount',
  cost: 'cost',
  long_cost: 'cost',
};

/** Positions like those of the template, with the amounts and costs at hand. */
function readModel(template: Buffer): PositionsModel | null {
  const cursor = openCursor(template);
  const count = arrayCount(cursor, 0) ?? 0;
  const rows = readRows(cursor, count);
  const symbolCells = rows?.columns.get('symbol');
  if (rows === null || rows.shapes.length !== 1 || symbolCells === undefined) return null;
  const symbols = (readTexts(cursor, symbolCells).cells as TextCells).values;
  if (symbols.includes(null)) return null;
  const [shape] = rows.shapes;
  const { bytes, ends, columns } = shape!;
  const cells = columns.map((name) => ({ spans: rows.columns.get(name)!, held: heldFields[name] }));

  return {
    symbols: symbols as string[],
    put(out, holdings) {
      putArrayHead(out, count);
      for (let row = 0; row < count; row++) {
        let from = 0;
        for (const [i, { spans, held }] of cells.entries()) {
          putBytes(out, bytes, from, ends[i]!);
          from = ends[i]!;
          if (held === undefined) putBytes(out, template, spans.starts[row]!, spans.ends[row]!);
          else if (holdings.open[row] === 0) putInteger(out, 0);
          else putFloat(out, holdings[held][row]!);
        }
      }
    },
  };
}
