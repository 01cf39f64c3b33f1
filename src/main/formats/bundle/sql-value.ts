import { ArchiveError } from '#contract/archive-error.ts';
import type { Cursor } from '../messagepack/cursor.ts';
import { readExact } from '../messagepack/decode-exact.ts';
import {
  peekKind,
  readBoolean,
  readFloat,
  readInteger,
  readNil,
  readText,
} from '../messagepack/read-value.ts';
import { skipValue } from '../messagepack/skip-value.ts';
import type { SqlValue } from './bundle-record.ts';
import { pythonFloat, pythonText } from './python-text.ts';

/** Values inside one odd scalar or one set of parameters; a bundle's parameters have some tens. */
export const valueLimits = { maxNodes: 1_000_000 };

const LARGEST_INT64 = 2n ** 63n - 1n;

/**
 * The value at the cursor as the reference binds it to SQLite (FORMATS §10): NaN is NULL, true is 1, a list
 * is its Python text. An integer beyond 64 bits comes out as the bigint it is: what becomes of it is for the
 * index to decide.
 */
export function readSqlValue(cursor: Cursor): SqlValue {
  switch (peekKind(cursor)) {
    case 'nil':
      return readNil(cursor);
    case 'boolean':
      return readBoolean(cursor) ? 1 : 0;
    case 'float':
      return finiteOrInfinite(readFloat(cursor));
    case 'integer':
      return readInteger(cursor);
    case 'text':
      return readText(cursor);
    default:
      return pythonText(readExact(cursor, valueLimits));
  }
}

/** A value the reference binds without turning it into text: a list or map there refuses the bundle. */
export function readSqlScalar(cursor: Cursor, what: string): SqlValue {
  const kind = peekKind(cursor);
  if (kind === 'array' || kind === 'map') throw notAScalar(what, kind, cursor.position);
  return readSqlValue(cursor);
}

/** A scalar for a column of texts, as SQLite turns it into one. */
export function readSqlText(cursor: Cursor, what: string): string | null {
  const isFloat = peekKind(cursor) === 'float';
  const value = readSqlScalar(cursor, what);
  if (value === null || typeof value === 'string') return value;
  return isFloat ? pythonFloat(Number(value)) : String(value);
}

/** A number for a column of our own: what is none is null, and no integer is too large. */
export function readNumber(cursor: Cursor): number | bigint | null {
  switch (peekKind(cursor)) {
    case 'boolean':
      return readBoolean(cursor) ? 1 : 0;
    case 'float':
      return finiteOrInfinite(readFloat(cursor));
    case 'integer': {
      const value = readInteger(cursor);
      return value > LARGEST_INT64 ? Number(value) : value;
    }
    case 'text':
      return numberInText(readText(cursor));
    default:
      skipValue(cursor);
      return null;
  }
}

function numberInText(text: string): number | null {
  const isNumber = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
  return isNumber ? Number(text) : null;
}

function finiteOrInfinite(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function notAScalar(what: string, kind: string, offset: number): ArchiveError {
  return new ArchiveError(
    'document-unexpected',
    `${what} is ${kind === 'map' ? 'a map' : 'a list'}`,
    {
      offset,
    },
  );
}
