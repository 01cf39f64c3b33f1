import { type Exact, openValue } from '../messagepack/exact-value.ts';

/** A value of a document as a reader means it: without its exact form, bytes as null, maps without a prototype. */
export type Plain = null | boolean | number | string | Plain[] | PlainRecord;
export type PlainRecord = { [key: string]: Plain };

/** Integers beyond 2^53 become their digits, as names they are no numbers to count with. */
export function plainOf(value: Exact): Plain {
  const opened = openValue(value);
  if (typeof opened === 'bigint') return String(opened);
  if (opened instanceof Uint8Array) return null;
  if (Array.isArray(opened)) return opened.map(plainOf);
  if (!(opened instanceof Map)) return opened;
  const record = emptyRecord();
  for (const [key, field] of opened) record[key] = plainOf(field);
  return record;
}

export function emptyRecord(): PlainRecord {
  return Object.create(null) as PlainRecord;
}

export function isRecord(value: Plain | undefined): value is PlainRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The maps of a list; other items, and what is no list, are passed over. */
export function recordsIn(value: Plain | undefined): PlainRecord[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
