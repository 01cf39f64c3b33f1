import { maxDepth } from './limits.ts';
import { trailingBytesAt } from './walk-errors.ts';

/** A place in a MessagePack payload. Reading moves `position`; nothing is ever read at or beyond `end`. */
export interface Cursor {
  readonly bytes: Buffer;
  readonly view: DataView;
  readonly end: number;
  position: number;
  /** Where `skipValue` keeps what is left of the containers it is inside. */
  readonly pending: Int32Array;
}

export function openCursor(payload: Uint8Array): Cursor {
  const { buffer, byteOffset, byteLength } = payload;
  return {
    bytes: Buffer.from(buffer, byteOffset, byteLength),
    view: new DataView(buffer, byteOffset, byteLength),
    end: byteLength,
    position: 0,
    pending: new Int32Array(maxDepth),
  };
}

/** Throws unless the cursor has reached the end: a payload is exactly one value. */
export function requireEnd(cursor: Cursor): void {
  const { position, end } = cursor;
  if (position !== end) throw trailingBytesAt(position, end - position);
}
