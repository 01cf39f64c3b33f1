import { isNull, type NumberCells, type TextCells } from '../cells/column-cells.ts';
import type { RunTable } from '../datasets/run-table.ts';

/** What is held between two trade events. */
export interface Holdings {
  /** Trades open in each symbol. */
  open: Int32Array;
  /** Sum of their amounts and of their costs, in the order of the trades. */
  amount: Float64Array;
  cost: Float64Array;
}

/** Beyond these the sums cost more than they save. */
const MAX_SYMBOLS = 256;
const MAX_CELLS = 8_000_000;

/**
 * The holdings at any time, for the given symbols: a trade counts from when it opens to just before it
 * closes. Null when the trades are too many or lack what is needed.
 */
export function holdingsOver(
  trades: RunTable,
  symbols: readonly string[],
): ((time: number) => Holdings) | null {
  if (symbols.length > MAX_SYMBOLS || symbols.length * trades.rows * 2 > MAX_CELLS) return null;
  const openedAt = trades.columns.opened_at as NumberCells | undefined;
  const closedAt = trades.columns.closed_at as NumberCells | undefined;
  const symbol = trades.columns.symbol as TextCells | undefined;
  const amount = trades.columns.amount as NumberCells | undefined;
  const cost = trades.columns.cost as NumberCells | undefined;
  const place = new Map(symbols.map((name, index) => [name, index]));

  const events: { time: number; trade: number; opens: boolean }[] = [];
  for (let trade = 0; trade < trades.rows; trade++) {
    const isKnown = !isNull(symbol, trade) && place.has(symbol!.values[trade]!);
    const isWhole = !isNull(openedAt, trade) && !isNull(amount, trade) && !isNull(cost, trade);
    if (!isKnown || !isWhole) continue;
    const opened = openedAt!.values[trade]!;
    const closed = isNull(closedAt, trade) ? Number.POSITIVE_INFINITY : closedAt!.values[trade]!;
    if (closed <= opened) continue;
    events.push({ time: opened, trade, opens: true });
    if (closed < Number.POSITIVE_INFINITY) events.push({ time: closed, trade, opens: false });
  }
  events.sort((a, b) => a.time - b.time);

  const openTrades: number[][] = symbols.map(() => []);
  const times: number[] = [Number.NEGATIVE_INFINITY];
  const states: Holdings[] = [stateOf()];
  for (let i = 0; i < events.length; ) {
    const { time } = events[i]!;
    for (; i < events.length && events[i]!.time === time; i++) {
      const { trade, opens } = events[i]!;
      const list = openTrades[place.get(symbol!.values[trade]!)!]!;
      if (opens) list.push(trade);
      else list.splice(list.indexOf(trade), 1);
      list.sort((a, b) => a - b);
    }
    times.push(time);
    states.push(stateOf());
  }
  return (time) => states[lastAtOrBefore(times, time)]!;

  function stateOf(): Holdings {
    const sum = (values: Float64Array | undefined) =>
      Float64Array.from(openTrades, (list) => list.reduce((total, t) => total + values![t]!, 0));
    return {
      open: Int32Array.from(openTrades, (list) => list.length),
      amount: sum(amount?.values),
      cost: sum(cost?.values),
    };
  }
}

function lastAtOrBefore(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
