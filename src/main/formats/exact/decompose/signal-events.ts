import { type Output, putNil, putText, room } from '../bytes/output.ts';
import { isNull, type NumberCells, type TextCells } from '../cells/column-cells.ts';
import { putIso } from '../cells/iso-time.ts';
import type { RunTable } from '../datasets/run-table.ts';
import type { PutCell } from '../rows/put-stored.ts';
import type { Predictors } from '../rows/write-table.ts';

/** What the framework notes for a signal. */
export interface SignalEvent {
  time: number;
  symbol: string;
  signal: 'buy' | 'sell';
  executed: boolean;
  reason: string;
}

/**
 * Plays the signals against the trades as the vector engine does: symbol by symbol at every time, a sell before
 * a buy, one position a symbol at most.
 */
export function playSignals(signals: RunTable, trades: RunTable): SignalEvent[] {
  const { symbols, marks } = collectMarks(signals);
  if (symbols.length * marks.size > MAX_STEPS) return [];
  const opened = openings(trades);
  const held = new Set<string>();
  const events: SignalEvent[] = [];
  for (const time of [...marks.keys()].sort((a, b) => a - b)) {
    const at = marks.get(time)!;
    for (const symbol of symbols) {
      let buys = at.has(`buy ${symbol}`);
      if (at.has(`sell ${symbol}`)) {
        const executed = held.delete(symbol);
        const reason = executed ? 'executed' : 'no_position_to_close';
        events.push({ time, symbol, signal: 'sell', executed, reason });
        if (executed) buys = false;
      }
      if (!buys) continue;
      const isHeld = held.has(symbol);
      const executed = !isHeld && opened.has(`${time} ${symbol}`);
      if (executed) held.add(symbol);
      const refused = isHeld ? 'already_in_position' : 'insufficient_capital';
      const reason = executed ? 'executed' : refused;
      events.push({ time, symbol, signal: 'buy', executed, reason });
    }
  }
  return events;
}

/** Far above any backtest; beyond it the events are kept as they are. */
const MAX_STEPS = 10_000_000;

/** The cells of `signal_events` as they follow from the play; nil behind the last event. */
export function predictEvents(events: readonly SignalEvent[]): Predictors {
  const put = (write: (out: Output, event: SignalEvent) => void): PutCell => {
    return (out, row) => {
      const event = events[row];
      if (event === undefined) putNil(out);
      else write(out, event);
    };
  };
  return new Map([
    ['date', put((out, { time }) => putTime(out, time))],
    ['symbol', put((out, { symbol }) => putText(out, symbol))],
    ['signal', put((out, { signal }) => putText(out, signal))],
    ['executed', put((out, { executed }) => putBoolean(out, executed))],
    ['reason', put((out, { reason }) => putText(out, reason))],
  ]);
}

function collectMarks(signals: RunTable) {
  const symbol = (signals.columns.symbol as TextCells | undefined)?.values ?? [];
  const signal = (signals.columns.signal as TextCells | undefined)?.values ?? [];
  const ts = (signals.columns.ts as NumberCells | undefined)?.values ?? [];
  const symbols = new Set<string>();
  const marks = new Map<number, Set<string>>();
  for (let row = 0; row < symbol.length; row++) {
    symbols.add(symbol[row]!);
    if (signal[row] !== 'buy' && signal[row] !== 'sell') continue;
    const at = marks.get(ts[row]!) ?? new Set();
    at.add(`${signal[row]} ${symbol[row]}`);
    marks.set(ts[row]!, at);
  }
  return { symbols: [...symbols], marks };
}

function openings(trades: RunTable): Set<string> {
  const opened = trades.columns.opened_at as NumberCells | undefined;
  const symbol = trades.columns.symbol as TextCells | undefined;
  const found = new Set<string>();
  for (let trade = 0; trade < trades.rows; trade++) {
    if (isNull(opened, trade)) continue;
    found.add(`${opened!.values[trade]} ${symbol?.values[trade]}`);
  }
  return found;
}

function putTime(out: Output, time: number): void {
  room(out, 1);
  out.bytes[out.at++] = 0xa0 | 25;
  putIso(out, time, 0, 0);
}

function putBoolean(out: Output, value: boolean): void {
  room(out, 1);
  out.bytes[out.at++] = value ? 0xc3 : 0xc2;
}
