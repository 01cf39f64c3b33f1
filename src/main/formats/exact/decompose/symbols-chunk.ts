import type { Cursor } from '../../messagepack/cursor.ts';
import { createOutput, putBytes, putMapHead, putNil, putText } from '../bytes/output.ts';
import { fieldSpans, itemSpans, type Span } from './field-spans.ts';

/**
 * What a bundle trades, as a MessagePack map of `symbols`, `trading_symbol` and `market`, each as it stands in the
 * document, nil where it does not say: of the first run up to v2, of the first universe from v3 on. Null when it says
 * nothing. It is for readers (sweep navigation); no document is put together from it.
 */
export function symbolsChunk(
  payload: Cursor,
  formatVersion: number,
  firstRun: number | undefined,
): Uint8Array | null {
  const source =
    formatVersion <= 2
      ? firstRun === undefined
        ? null
        : fieldSpans(payload, firstRun)
      : universeOf(payload, formatVersion);
  if (source === null || !(source.has('symbols') || source.has('trading_symbol'))) return null;
  const out = createOutput(256);
  putMapHead(out, fields.length);
  for (const field of fields) {
    putText(out, field);
    const span = source.get(field);
    if (span === undefined) putNil(out);
    else putBytes(out, payload.bytes, span.start, span.end);
  }
  return new Uint8Array(out.bytes.subarray(0, out.at));
}

const fields = ['symbols', 'trading_symbol', 'market'] as const;

function universeOf(payload: Cursor, formatVersion: number): Map<string, Span> | null {
  const top = fieldSpans(payload, 0);
  if (formatVersion < 5) {
    const universes = top.get('universes');
    const [first] = (universes && itemSpans(payload, universes.start)) ?? [];
    return first === undefined ? null : fieldSpans(payload, first.start);
  }
  const studies = top.get('studies');
  if (studies === undefined) return null;
  for (const study of fieldSpans(payload, studies.start).values()) {
    const universe = fieldSpans(payload, study.start).get('universe');
    if (universe !== undefined && payload.bytes[universe.start] !== NIL) {
      return fieldSpans(payload, universe.start);
    }
  }
  return null;
}

const NIL = 0xc0;
