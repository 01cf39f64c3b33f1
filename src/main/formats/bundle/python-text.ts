import { type Exact, isTagged, openValue } from '../messagepack/exact-value.ts';

/**
 * Values as the reference's own index holds them: parameters through Python's `json.dumps`, odd summary
 * values through `str` (FORMATS §10). Scripts compare these texts, so every character counts.
 */

/** `json.dumps(value, default=str)`: separators `, ` and `: `, everything outside ASCII escaped. */
export function pythonJson(value: Exact): string {
  return writeAs(json, value);
}

/** `str(value)`: a text as it is, everything else as its `repr`. */
export function pythonText(value: Exact): string {
  const opened = openValue(value);
  return typeof opened === 'string' ? opened : writeAs(repr, value);
}

/** `repr` of a float: the shortest digits that read back the same, with an exponent from 1e16 and below 1e-4. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return withExponent(value);
  const digits = String(value);
  return Number.isInteger(value) ? `${digits}.0` : digits;
}

function withExponent(value: number): string {
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const size = exponent.slice(1).padStart(2, '0');
  return `${digits}e${exponent[0]}${size}`;
}

/** How one of the two notations writes each kind of value. */
interface Notation {
  nil: string;
  yes: string;
  no: string;
  float(value: number): string;
  text(value: string): string;
  bytes(value: Uint8Array): string;
}

const json: Notation = {
  nil: 'null',
  yes: 'true',
  no: 'false',
  float: (value) =>
    Number.isFinite(value) ? pythonFloat(value) : (jsonWords[pythonFloat(value)] as string),
  text: jsonText,
  bytes: (value) => jsonText(bytesRepr(value)),
};

const repr: Notation = {
  nil: 'None',
  yes: 'True',
  no: 'False',
  float: pythonFloat,
  text: textRepr,
  bytes: bytesRepr,
};

const jsonWords: Record<string, string> = { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' };

function writeAs(notation: Notation, value: Exact): string {
  if (typeof value === 'number') return notation.float(value);
  if (isTagged(value) && isFloatToken(value)) return notation.float(Number(openValue(value)));
  const opened = openValue(value);
  if (opened === null) return notation.nil;
  if (typeof opened === 'boolean') return opened ? notation.yes : notation.no;
  if (typeof opened === 'string') return notation.text(opened);
  if (Array.isArray(opened)) return `[${opened.map((item) => writeAs(notation, item)).join(', ')}]`;
  if (opened instanceof Map) {
    const pairs = [...opened].map(
      ([key, item]) => `${notation.text(key)}: ${writeAs(notation, item)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  return typeof opened === 'object' ? notation.bytes(opened) : String(opened);
}

function isFloatToken(value: { kind: string; token?: number }): boolean {
  return value.kind === 'unusual' && (value.token === 0xca || value.token === 0xcb);
}

function jsonText(text: string): string {
  return `"${text.replace(/["\\]|[^ -~]/g, (unit) => jsonEscapes[unit] ?? unicodeEscape(unit))}"`;
}

const jsonEscapes: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\f': '\\f',
  '\b': '\\b',
};

/** One UTF-16 unit: what lies beyond the BMP becomes a pair of escapes. */
function unicodeEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function bytesRepr(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  const quote = quoteFor(text);
  return `b${quote}${text.replace(/[^ -~]|\\|'|"/g, (unit) => {
    if (unit === '"' || unit === "'") return unit === quote ? `\\${unit}` : unit;
    return reprEscapes[unit] ?? hexEscape(unit);
  })}${quote}`;
}

function textRepr(text: string): string {
  const quote = quoteFor(text);
  return `${quote}${text.replace(/\p{C}|\p{Z}|\\|'|"/gu, (unit) => {
    if (unit === ' ') return unit;
    if (unit === '"' || unit === "'") return unit === quote ? `\\${unit}` : unit;
    return reprEscapes[unit] ?? hexEscape(unit);
  })}${quote}`;
}

/** Python quotes with ' unless the text has one and no ". */
function quoteFor(text: string): string {
  return text.includes("'") && !text.includes('"') ? '"' : "'";
}

const reprEscapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function hexEscape(unit: string): string {
  const code = unit.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
