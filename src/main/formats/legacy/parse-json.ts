import { ArchiveError } from '#contract/archive-error.ts';
import { type Exact, type ExactMap, exactInteger } from '../messagepack/exact-value.ts';

/** More than any document of the framework nests; it bounds the stack. */
const MAX_DEPTH = 512;
const LARGEST = 2n ** 64n - 1n;
const SMALLEST = -(2n ** 63n);

/**
 * A JSON text as Python's `json.dump` writes it, with the words NaN and Infinity; 1 and 1.0 stay apart, keys keep
 * their order, of equal keys the last counts. `JSON.parse` can do none of these. An integer beyond 64 bits becomes
 * text, as it does when the framework packs it (FORMATS §3). Throws `document-unexpected` with the offset.
 */
export function parseJson(text: string): Exact {
  const reader = { text, at: 0 };
  const value = readValue(reader, 0);
  skipBlanks(reader);
  if (reader.at !== text.length) throw unreadable(reader.at);
  return value;
}

interface Reader {
  readonly text: string;
  at: number;
}

const words: readonly (readonly [string, Exact])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
];

function readValue(reader: Reader, depth: number): Exact {
  if (depth > MAX_DEPTH) throw unreadable(reader.at);
  skipBlanks(reader);
  const { text, at } = reader;
  switch (text[at]) {
    case '{':
      return readMap(reader, depth);
    case '[':
      return readList(reader, depth);
    case '"':
      return readText(reader);
  }
  for (const [word, value] of words) {
    if (!text.startsWith(word, at)) continue;
    reader.at += word.length;
    return value;
  }
  return readNumber(reader);
}

function readMap(reader: Reader, depth: number): ExactMap {
  const map: ExactMap = new Map();
  reader.at += 1;
  if (take(reader, '}')) return map;
  do {
    skipBlanks(reader);
    const key = readText(reader);
    if (!take(reader, ':')) throw unreadable(reader.at);
    map.set(key, readValue(reader, depth + 1));
  } while (take(reader, ','));
  if (!take(reader, '}')) throw unreadable(reader.at);
  return map;
}

function readList(reader: Reader, depth: number): Exact[] {
  const list: Exact[] = [];
  reader.at += 1;
  if (take(reader, ']')) return list;
  do list.push(readValue(reader, depth + 1));
  while (take(reader, ','));
  if (!take(reader, ']')) throw unreadable(reader.at);
  return list;
}

function readText(reader: Reader): string {
  const start = reader.at;
  if (reader.text[start] !== '"') throw unreadable(start);
  let end = start + 1;
  while (end < reader.text.length && reader.text[end] !== '"') {
    end += reader.text[end] === '\\' ? 2 : 1;
  }
  reader.at = end + 1;
  const text = plainText(reader.text.slice(start, end + 1));
  // Half a character is no text of any encoding: the framework cannot pack it either.
  if (text === null || !text.isWellFormed()) throw unreadable(start);
  return text;
}

function plainText(quoted: string): string | null {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return null;
  }
}

const number = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;

function readNumber(reader: Reader): Exact {
  const found = match(reader, number);
  if (/[.eE]/.test(found)) return Number(found);
  const whole = BigInt(found);
  if (whole > LARGEST || whole < SMALLEST) return found;
  const value = Number(whole);
  return exactInteger(Number.isSafeInteger(value) ? value : whole);
}

function match(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0];
  if (found === undefined) throw unreadable(reader.at);
  reader.at += found.length;
  return found;
}

function take(reader: Reader, character: string): boolean {
  skipBlanks(reader);
  if (reader.text[reader.at] !== character) return false;
  reader.at += 1;
  return true;
}

function skipBlanks(reader: Reader): void {
  while (' \t\n\r'.includes(reader.text[reader.at] ?? 'x')) reader.at += 1;
}

function unreadable(at: number): ArchiveError {
  return new ArchiveError('document-unexpected', `no JSON at character ${at + 1}`, { offset: at });
}
