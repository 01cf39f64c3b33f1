import { walkDocument } from '../../bundle/walk-document.ts';
import { type Cursor, openCursor } from '../../messagepack/cursor.ts';
import { skipValue } from '../../messagepack/skip-value.ts';
import { fieldSpans, type Span } from './field-spans.ts';

/** The parts of a document that are taken out of it. */
export interface DocumentParts {
  /** Where the runs stand, in the order in which the bundle's reader numbers them. */
  runs: number[];
  summary: Span | null;
  parameters: Span | null;
  blobs: Span | null;
}

/** Finds the parts as the bundle's reader does, which throws for a document it would refuse. */
export function findParts(payload: Cursor, formatVersion: number): DocumentParts {
  const walker = openCursor(payload.bytes);
  const { slots, facts } = walkDocument(walker, formatVersion, () => skipValue(walker));
  const top = fieldSpans(payload, 0);
  const inside = (outer: Span | undefined) =>
    outer === undefined ? new Map<string, Span>() : fieldSpans(payload, outer.start);
  const common = formatVersion <= 1 ? inside(top.get('backtest')) : top;
  return {
    runs: slots.flatMap((slot) => slot.runsAt),
    summary: summaryOf(),
    parameters: common.get('parameters') ?? null,
    blobs: top.get('blobs') ?? null,
  };

  function summaryOf(): Span | null {
    const { engineType } = facts;
    if (formatVersion <= 1) return mapAt(common.get('backtest_summary'));
    if (formatVersion === 2) {
      const isEngine = engineType === 'vector' || engineType === 'event';
      return mapAt(top.get(isEngine ? `${engineType}_metrics` : 'backtest_summary'));
    }
    if (formatVersion < 5) {
      const [vector, event] = [inside(top.get('vector')), inside(top.get('event'))];
      return mapAt(vector.get('summary')) ?? mapAt(event.get('summary'));
    }
    for (const study of inside(top.get('studies')).values()) {
      const fields = inside(study);
      const summary = mapAt(fields.get('vector_summary')) ?? mapAt(fields.get('event_summary'));
      if (summary !== null) return summary;
    }
    return null;
  }

  function mapAt(span: Span | undefined): Span | null {
    if (span === undefined) return null;
    const token = payload.bytes[span.start]!;
    return (token & 0xf0) === 0x80 || token === 0xde || token === 0xdf ? span : null;
  }
}
