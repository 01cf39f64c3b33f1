import { compareBytes } from './compare-bytes.ts';
import type { Vector } from './vector.ts';

/** A vector while its values come in, in any order. */
export interface Collected {
  put(place: number, value: number | string | null): void;
  done(): Vector;
}

export function collectNumbers(length: number): Collected {
  const values = new Float64Array(length).fill(Number.NaN);
  return {
    put(place, value) {
      if (typeof value === 'number') values[place] = value;
    },
    done: () => ({ kind: 'numbers', values }),
  };
}

export function collectCodes(length: number): Collected {
  const codes = new Int32Array(length).fill(-1);
  const seen = new Map<number | string, number>();
  return {
    put(place, value) {
      if (value === null) return;
      const known = seen.get(value);
      codes[place] = known ?? seen.size;
      if (known === undefined) seen.set(value, seen.size);
    },
    done() {
      const values = inOrder([...seen.keys()]);
      const rank = new Int32Array(values.length);
      values.forEach((value, order) => {
        rank[seen.get(value) as number] = order;
      });
      return {
        kind: 'codes',
        codes: codes.map((code) => (code < 0 ? -1 : (rank[code] as number))),
        values,
      };
    },
  };
}

function inOrder(values: readonly (number | string)[]): (number | string)[] {
  const numbers = values.filter((value) => typeof value === 'number');
  const texts = values.filter((value) => typeof value === 'string');
  // Without surrogates JavaScript's own order is that of the bytes, and several times as fast.
  const areSimple = !texts.some((text) => surrogate.test(text));
  return [
    ...numbers.sort((a, b) => a - b),
    ...(areSimple ? texts.sort() : texts.sort(compareBytes)),
  ];
}

const surrogate = /[\ud800-\udfff]/;
