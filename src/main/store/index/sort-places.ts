import type { Vector } from './vector.ts';

export interface SortVector {
  readonly vector: Vector;
  readonly descending: boolean;
}

/**
 * Places sorted by several keys, the first the most important; missing values last in both directions, ties as
 * they stood. A radix sort, least significant digit first: it is stable and its time grows with the rows
 * alone (1,000,000 numbers in about a tenth of a second).
 */
export function sortPlaces(places: Int32Array, keys: readonly SortVector[]): Int32Array {
  let from = places.slice();
  let to = new Int32Array(places.length);
  for (const key of keys.toReversed()) {
    for (const digits of digitsOf(key)) {
      for (let shift = 0; shift < 32; shift += bits) {
        if (!distribute(from, to, digits, shift)) continue;
        [from, to] = [to, from];
      }
    }
  }
  return from;
}

const bits = 11;
const buckets = 1 << bits;

/** One pass; false, and nothing moved, when all rows have the same digit. */
function distribute(from: Int32Array, to: Int32Array, digits: Uint32Array, shift: number): boolean {
  const counts = new Int32Array(buckets);
  const { length } = from;
  for (let at = 0; at < length; at += 1) {
    const digit = ((digits[from[at] as number] as number) >>> shift) & (buckets - 1);
    counts[digit] = (counts[digit] as number) + 1;
  }
  if (counts.some((count) => count === length)) return false;
  let start = 0;
  for (let digit = 0; digit < buckets; digit += 1) {
    const count = counts[digit] as number;
    counts[digit] = start;
    start += count;
  }
  for (let at = 0; at < length; at += 1) {
    const place = from[at] as number;
    const digit = ((digits[place] as number) >>> shift) & (buckets - 1);
    const target = counts[digit] as number;
    to[target] = place;
    counts[digit] = target + 1;
  }
  return true;
}

/** The key as unsigned words by place, the least significant word first. */
function digitsOf({ vector, descending }: SortVector): Uint32Array[] {
  return vector.kind === 'codes'
    ? [wordsOfCodes(vector.codes, descending)]
    : wordsOfNumbers(vector.values, descending);
}

const last = 0xffff_ffff;

function wordsOfCodes(codes: Int32Array, descending: boolean): Uint32Array {
  const words = new Uint32Array(codes.length);
  for (let place = 0; place < codes.length; place += 1) {
    const code = codes[place] as number;
    words[place] = code < 0 ? last : descending ? last - 1 - code : code;
  }
  return words;
}

/** The bits of a double order like an unsigned integer once negative ones are inverted and others get the top bit. */
function wordsOfNumbers(values: Float64Array, descending: boolean): Uint32Array[] {
  const low = new Uint32Array(values.length);
  const high = new Uint32Array(values.length);
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  const turned = descending ? last : 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number;
    if (Number.isNaN(value)) {
      low[place] = last;
      high[place] = last;
      continue;
    }
    // Plus 0 makes -0 an ordinary 0.
    double[0] = value + 0;
    const top = halves[1] as number;
    const isNegative = top >>> 31 === 1;
    high[place] = (isNegative ? ~top : top | 0x8000_0000) ^ turned;
    low[place] = (isNegative ? ~(halves[0] as number) : (halves[0] as number)) ^ turned;
  }
  return [low, high];
}
