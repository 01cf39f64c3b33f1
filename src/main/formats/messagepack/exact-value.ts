/**
 * A MessagePack document with nothing lost: encoding what was decoded gives the same bytes (archive.md §6).
 * Ordinary values are plain; whatever a plain value could not tell apart is an object that says so.
 *
 * | in the document | here |
 * |---|---|
 * | nil, true, false | null, true, false |
 * | float64 | number, always; a NaN with other bits than usual is `Unusual` |
 * | integer in its shortest form | `ExactInteger` |
 * | text, bytes, array, map with the shortest header | string, Uint8Array, Exact[], ExactMap |
 * | float32, and any longer form than needed, of a map's keys too | `Unusual` |
 */
export type Exact =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Exact[]
  | ExactMap
  | ExactInteger
  | Unusual;

/** Keys in document order; no key twice. */
export type ExactMap = Map<string, Exact>;

/** An integer is no float: 1 is not 1.0. A bigint beyond 2^53 either way. */
export interface ExactInteger {
  readonly kind: 'integer';
  readonly value: number | bigint;
}

/** A value in another form than the shortest one. */
export interface Unusual {
  readonly kind: 'unusual';
  /** The byte it starts with, which says its type and the width of its header. */
  readonly token: number;
  /** For floats the bits, for integers the number, else the plain value. */
  readonly value: number | bigint | string | Uint8Array | Exact[] | ExactMap;
  /** For a map whose keys do not all have the shortest header: the token of each, in order. */
  readonly keyTokens: Uint8Array | null;
}

export function isTagged(value: Exact): value is ExactInteger | Unusual {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

const SMALLEST_SHARED = -32;
const sharedIntegers: readonly ExactInteger[] = Array.from({ length: 1056 }, (_, index) => ({
  kind: 'integer',
  value: index + SMALLEST_SHARED,
}));

/** An integer in its shortest form. Small ones are shared, so never change one. */
export function exactInteger(value: number | bigint): ExactInteger {
  const shared = typeof value === 'number' ? sharedIntegers[value - SMALLEST_SHARED] : undefined;
  return shared ?? { kind: 'integer', value };
}

/** What a reader of the document means by a value; what lies inside a container keeps its exact form. */
export type Opened = null | boolean | number | bigint | string | Uint8Array | Exact[] | ExactMap;

export function openValue(value: Exact): Opened {
  if (!isTagged(value)) return value;
  if (value.kind === 'integer') return value.value;
  if (value.token === 0xca) return floatOf32(Number(value.value));
  if (value.token === 0xcb) return Number.NaN;
  return value.value;
}

function floatOf32(bits: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, bits);
  return view.getFloat32(0);
}
