import type { ByteSink } from '../bytes/byte-sink.ts';
import type { Span } from './field-spans.ts';

/** What stands at a hole of a skeleton; the numbers are in the bytes and never change their meaning. */
export const holeCodes = {
  end: 0,
  /** The rows of a table of a run with the shortest array head before them. */
  list: 1,
  /** The rows alone: the head stands in the skeleton, or there is none. */
  rows: 2,
  /** The summary of the backtest. */
  summary: 3,
  /** A list of signal times. */
  times: 4,
  /** An embedded series file that follows from the snapshots, with its `bin` head. */
  derivedSeries: 5,
  /** An embedded series file whose points are in `metric_series`, with its `bin` head. */
  storedSeries: 6,
  /** The bytes of a chunk. */
  chunk: 7,
} as const;

/** The tables of a run that are put back as rows. */
export const rowTables = ['snapshots', 'trades', 'orders', 'events', 'metrics'] as const;
export type RowTable = (typeof rowTables)[number];

/** A stretch of the payload that is not kept as it stands; `write` says what goes there. */
export interface Hole extends Span {
  code: number;
  write(sink: ByteSink): void;
}

/** Writes the payload with its holes: literal bytes, then a hole, and so on; the last one is the end. */
export function writeDocument(sink: ByteSink, payload: Buffer, holes: readonly Hole[]): void {
  const inOrder = holes.toSorted((a, b) => a.start - b.start);
  let at = 0;
  for (const hole of inOrder) {
    if (hole.start < at) throw new Error(`holes overlap at byte ${hole.start}`);
    sink.varint(hole.start - at);
    sink.bytes(payload.subarray(at, hole.start));
    sink.byte(hole.code);
    hole.write(sink);
    at = hole.end;
  }
  sink.varint(payload.length - at);
  sink.bytes(payload.subarray(at));
  sink.byte(holeCodes.end);
}
