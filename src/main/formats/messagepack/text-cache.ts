import { isUtf8 } from 'node:buffer';
import { badTextAt } from './walk-errors.ts';

/**
 * Strings already made of a payload, so that a key that stands a hundred thousand times becomes one string.
 * Direct-mapped: a newer text simply takes the place of an older one.
 */
export interface TextCache {
  read(from: number, to: number): string;
}

const SLOTS = 4096;
const LONGEST = 48;

export function textCache(bytes: Buffer): TextCache {
  const starts = new Int32Array(SLOTS);
  const lengths = new Int32Array(SLOTS).fill(-1);
  const texts = new Array<string>(SLOTS).fill('');

  return {
    read(from, to) {
      const length = to - from;
      if (length > LONGEST) return decode(bytes, from, to);
      let hash = length;
      for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
      const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
      if (lengths[slot] === length) {
        const known = starts[slot]!;
        let same = 0;
        while (same < length && bytes[known + same] === bytes[from + same]) same++;
        if (same === length) return texts[slot]!;
      }
      const text = decode(bytes, from, to);
      starts[slot] = from;
      lengths[slot] = length;
      texts[slot] = text;
      return text;
    },
  };
}

function decode(bytes: Buffer, from: number, to: number): string {
  if (!isUtf8(bytes.subarray(from, to))) throw badTextAt(from);
  return bytes.toString('utf8', from, to);
}
