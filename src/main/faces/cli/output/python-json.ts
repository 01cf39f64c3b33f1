/**
 * JSON as Python writes it (FORMATS.md §10): with the words NaN, Infinity and -Infinity, and with numbers
 * that are told apart by how they are written (1 and 1.0, integers beyond 2^53). Numbers that JavaScript
 * would write otherwise are kept as they are written; words become null, "inf" and "-inf".
 */
export function parsePythonJson(text: string): unknown {
  return JSON.parse(replaceWords(text), keepSpelling);
}

const stringOrWord = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;
const replacements: Readonly<Record<string, string>> = {
  NaN: 'null',
  Infinity: '"inf"',
  '-Infinity': '"-inf"',
};

function replaceWords(text: string): string {
  return text.replace(stringOrWord, (found) => replacements[found] ?? found);
}

function keepSpelling(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== 'number' || source === undefined || String(value) === source) return value;
  return rawJson(source);
}

/** Newer than the types: JSON.rawJSON writes a number exactly as it is given. */
const rawJson = (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON;
