import type { Cursor } from '../../messagepack/cursor.ts';
import { peekKind, readMapSize, readText } from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { skeletonCorrupt } from '../bytes/byte-source.ts';
import { type Output, putArrayHead, room } from '../bytes/output.ts';
import type { NumberCells } from '../cells/column-cells.ts';
import { createIsoParser, putIso } from '../cells/iso-time.ts';
import type { RunTable } from '../datasets/run-table.ts';
import { arrayCount, arrayHeadLength, type Span } from './field-spans.ts';

/** A list of times in `signals`: where it stands, and how many rows it gave the table. */
export interface TimesList extends Span {
  count: number;
}

/**
 * Takes the times out of `signals` (symbol, then kind, then times). A list with anything but times to the second
 * stays in the document and gives no rows.
 */
export function takeSignals(payload: Cursor, at: number): { table: RunTable; lists: TimesList[] } {
  const symbols: string[] = [];
  const kinds: string[] = [];
  const times: number[] = [];
  const lists: TimesList[] = [];
  const parser = createIsoParser();
  eachField(payload, at, (symbol, kindsAt) => {
    eachField(payload, kindsAt, (kind, listAt) => {
      const list = readTimes(payload, listAt, parser);
      if (list === null) return;
      const end = payload.position;
      lists.push({ start: listAt, end, count: list.length });
      for (const time of list) {
        symbols.push(symbol);
        kinds.push(kind);
        times.push(time);
      }
    });
  });
  const ts: NumberCells = { kind: 'time', values: Float64Array.from(times), nulls: null };
  return {
    table: {
      rows: times.length,
      columns: {
        symbol: { kind: 'text', values: symbols },
        signal: { kind: 'text', values: kinds },
        ts,
      },
    },
    lists,
  };
}

/** Writes the next `count` signal times from row `from` on as a list. */
export function putTimes(out: Output, table: RunTable, from: number, count: number): void {
  const ts = table.columns.ts as NumberCells | undefined;
  if (count > 0 && (ts === undefined || from + count > table.rows)) {
    throw skeletonCorrupt(0, 'expects more signals than there are');
  }
  putArrayHead(out, count);
  for (let row = from; row < from + count; row++) {
    room(out, 1);
    out.bytes[out.at++] = TEXT_OF_25;
    putIso(out, ts!.values[row]!, 0, 0);
  }
}

const TEXT_OF_25 = 0xa0 | 25;

function readTimes(
  payload: Cursor,
  at: number,
  parser: ReturnType<typeof createIsoParser>,
): number[] | null {
  const count = arrayCount(payload, at);
  if (count === null || payload.position !== at + arrayHeadLength(count)) return null;
  const { bytes } = payload;
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const start = payload.position;
    const isTime = bytes[start] === TEXT_OF_25 && parser.parse(bytes, start + 1, start + 26);
    if (!isTime || parser.time.style !== 0) return null;
    times.push(parser.time.ms);
    payload.position = start + 26;
  }
  return times;
}

/** Calls `visit` with each key of the map at `at` and where its value stands; nothing for another value. */
function eachField(payload: Cursor, at: number, visit: (key: string, at: number) => void): void {
  payload.position = at;
  if (peekKind(payload) !== 'map') return;
  for (let left = readMapSize(payload); left > 0; left--) {
    const key = readText(payload);
    const start = payload.position;
    skipValue(payload);
    const end = payload.position;
    visit(key, start);
    payload.position = end;
  }
}
