import type { Cursor } from '../../messagepack/cursor.ts';
import {
  peekKind,
  readArraySize,
  readBoolean,
  readFloat,
  readInteger,
  readMapSize,
  readText,
} from '../../messagepack/read-value.ts';
import { skipValue } from '../../messagepack/skip-value.ts';

/**
 * A MessagePack value as JSON for people and SQL. Floats keep a point or an exponent (`1.0`), so that
 * `messagePackOfJson` can tell them from integers. Bytes and numbers that JSON lacks become null: such a value
 * does not come back the same, and its bytes are kept elsewhere.
 */
export function jsonOfMessagePack(cursor: Cursor): string {
  switch (peekKind(cursor)) {
    case 'nil':
      cursor.position++;
      return 'null';
    case 'boolean':
      return readBoolean(cursor) ? 'true' : 'false';
    case 'integer':
      return readInteger(cursor).toString();
    case 'float':
      return jsonFloat(readFloat(cursor));
    case 'text':
      return JSON.stringify(readText(cursor));
    case 'bytes':
      skipValue(cursor);
      return 'null';
    case 'array': {
      const items: string[] = [];
      for (let left = readArraySize(cursor); left > 0; left--)
        items.push(jsonOfMessagePack(cursor));
      return `[${items.join(',')}]`;
    }
    case 'map': {
      const pairs: string[] = [];
      for (let left = readMapSize(cursor); left > 0; left--) {
        const key = readText(cursor);
        pairs.push(`${JSON.stringify(key)}:${jsonOfMessagePack(cursor)}`);
      }
      return `{${pairs.join(',')}}`;
    }
  }
}

function jsonFloat(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
