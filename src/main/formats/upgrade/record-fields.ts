import { ArchiveError } from '#contract/archive-error.ts';
import {
  type Exact,
  type ExactInteger,
  type ExactMap,
  exactInteger,
  isTagged,
  openValue,
  type Unusual,
} from '../messagepack/exact-value.ts';

/** A field of a record: its key and what the framework writes for the value it has read. */
export type Field = readonly [key: string, rewrite: (value: Exact, record: ExactMap) => Exact];

const float64 = 0xcb;

export const zero: ExactInteger = exactInteger(0);

/** Writes a record of the framework: its fields in its order; keys it does not know are dropped (FORMATS §9). */
export function rewriteRecord(record: ExactMap, fields: readonly Field[]): ExactMap {
  return new Map(
    fields.map(([key, rewrite]) => [key, rewrite(record.get(key) ?? null, record)] as const),
  );
}

/** Fields kept as they are; a missing one gets the default, nil stays nil. */
export function kept(keys: readonly string[], missing: Exact): Field[] {
  return keys.map((key) => [key, (value, record) => (record.has(key) ? value : missing)]);
}

/** What Python takes for false becomes the default. */
export function orElse(key: string, otherwise: Exact): Field {
  return [key, (value) => (isTruthy(value) ? value : otherwise)];
}

/** Missing or nil becomes the default; zero and empty stay. */
export function unlessNil(key: string, otherwise: Exact): Field {
  return [key, (value) => value ?? otherwise];
}

export function isTruthy(value: Exact): boolean {
  const opened = openValue(value);
  if (opened === null || opened === false || opened === '' || opened === 0 || opened === 0n) {
    return false;
  }
  if (opened instanceof Map) return opened.size > 0;
  return !(Array.isArray(opened) || opened instanceof Uint8Array) || opened.length > 0;
}

/** `float(value)`; throws where Python does. */
export function asFloat(value: Exact, what: string): number {
  const opened = openValue(value);
  if (typeof opened === 'number' || typeof opened === 'bigint') return Number(opened);
  if (typeof opened === 'boolean') return opened ? 1 : 0;
  throw notUpgradable(`${what} is no number`);
}

/** `float(value)` with all its bits: a NaN is one of many. */
export function asExactFloat(value: Exact, what: string): Exact {
  return isOddNan(value) ? value : asFloat(value, what);
}

/** The bits of what `asExactFloat` gives. */
export function floatBits(value: Exact): bigint {
  if (isOddNan(value)) return BigInt(value.value as bigint);
  return new BigUint64Array(Float64Array.of(value as number).buffer)[0]!;
}

function isOddNan(value: Exact): value is Unusual {
  return isTagged(value) && value.kind === 'unusual' && value.token === float64;
}

export function asMap(value: Exact, what: string): ExactMap {
  if (value instanceof Map) return value;
  throw notUpgradable(`${what} is no map`);
}

export function asList(value: Exact, what: string): Exact[] {
  if (Array.isArray(value)) return value;
  throw notUpgradable(`${what} is no list`);
}

export function emptyMap(): ExactMap {
  return new Map();
}

/** Every value in its shortest form, as a Python program writes it again. */
export function plainForm(value: Exact): Exact {
  if (isTagged(value)) {
    if (value.kind === 'integer' || value.token === float64) return value;
    const opened = openValue(value);
    const isInteger = value.token >= 0xcc && value.token <= 0xd3;
    return isInteger ? exactInteger(opened as number | bigint) : plainForm(opened as Exact);
  }
  if (Array.isArray(value)) return value.map(plainForm);
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [key, plainForm(one)]));
  return value;
}

/** The framework could not open such a bundle, or could not save it again. */
export function notUpgradable(message: string): ArchiveError {
  return new ArchiveError('document-unexpected', `the bundle cannot be made into v2: ${message}`, {
    advice: 'Export it as it came: with --original.',
  });
}
