/**
 * Distinct 8-byte values in order of first appearance. Equality is by bit pattern, as in Arrow:
 * 0.0 and -0.0 are two entries, every NaN payload its own.
 */
export interface ValueDictionary {
  readonly size: number;
  /** Index of the value at `row`, added when new. */
  indexOf(row: number): number;
  /** The entries, 8 bytes each, little-endian. */
  bytes(): Uint8Array;
}

/** Over the 8-byte values of `words` (two little-endian words a row), at most `limit` of them distinct. */
export function createValueDictionary(words: Uint32Array, limit: number): ValueDictionary {
  let capacity = 64;
  while (capacity < 2 * limit) capacity *= 2;
  /** Dictionary index + 1 by hash, 0 where free. */
  const slots = new Int32Array(capacity);
  const firstRows = new Int32Array(limit);
  let size = 0;

  return {
    get size() {
      return size;
    },
    indexOf(row) {
      const low = words[2 * row]!;
      const high = words[2 * row + 1]!;
      let hash = Math.imul(low ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
      hash = (hash ^ (hash >>> 15)) & (capacity - 1);
      for (;;) {
        const slot = slots[hash]!;
        if (slot === 0) {
          firstRows[size++] = row;
          slots[hash] = size;
          return size - 1;
        }
        const first = firstRows[slot - 1]!;
        if (words[2 * first] === low && words[2 * first + 1] === high) return slot - 1;
        hash = (hash + 1) & (capacity - 1);
      }
    },
    bytes() {
      const entries = new Uint32Array(2 * size);
      for (let i = 0; i < size; i++) {
        const row = firstRows[i]!;
        entries[2 * i] = words[2 * row]!;
        entries[2 * i + 1] = words[2 * row + 1]!;
      }
      return new Uint8Array(entries.buffer);
    },
  };
}
