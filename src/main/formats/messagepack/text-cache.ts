import { isUtf8 } from 'node:buffer';
import { badTextAt } from './walk-errors.ts';

/**
 * Strings already made of a payload, so that a key that stands a hundred thousand times becomes one string.
 * Direct-mapped: a newer text simply takes the place of an older one.
 */
export interface TextCache {
  read(from: number, to: number): string;
}

/** Enough for one set of parameters; a table for a whole document costs more than reading those does. */
const FEW_SLOTS = 64;
const MANY_SLOTS = 4096;
const LONGEST = 48;

export function textCache(bytes: Buffer): TextCache {
  let table = openTable(FEW_SLOTS);
  let made = 0;

  return {
    read(from, to) {
      const length = to - from;
      if (length > LONGEST) return decode(bytes, from, to);
      let hash = length;
      for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + bytes[at]!) | 0;
      hash ^= hash >>> 15;
      const { starts, lengths, texts } = table;
      const slot = hash & (texts.length - 1);
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
      if (++made === FEW_SLOTS) table = openTable(MANY_SLOTS);
      return text;
    },
  };
}

function openTable(slots: number) {
  return {
    starts: new Int32Array(slots),
    lengths: new Int32Array(slots).fill(-1),
    texts: new Array<string>(slots).fill(''),
  };
}

function decode(bytes: Buffer, from: number, to: number): string {
  if (!isUtf8(bytes.subarray(from, to))) throw badTextAt(from);
  return bytes.toString('utf8', from, to);
}
