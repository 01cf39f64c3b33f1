import type { Span } from './filter-ast.ts';

export const keywords = [
  'and',
  'or',
  'not',
  'like',
  'escape',
  'contains',
  'in',
  'between',
  'is',
  'null',
  'true',
  'false',
  'inf',
  'infinity',
] as const;
export type Keyword = (typeof keywords)[number];

export type Token = Span &
  (
    | { readonly kind: 'keyword'; readonly keyword: Keyword }
    | { readonly kind: 'name'; readonly name: string; readonly isQuoted: boolean }
    | { readonly kind: 'number'; readonly text: string; readonly isPercent: boolean }
    /** `quote` is empty for a date written without quotes. */
    | { readonly kind: 'text'; readonly value: string; readonly quote: '"' | "'" | '' }
    | { readonly kind: 'operator'; readonly operator: string }
    | { readonly kind: 'bracket'; readonly bracket: '(' | ')' | ',' }
    /** Something that is no token; `message` says why. */
    | { readonly kind: 'error'; readonly message: string }
  );

const isKeyword = new Set<string>(keywords);

const blank = /\s+/y;
const date =
  /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w.-])/y;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const word = /[\p{L}_$][\p{L}\p{M}\p{N}_$.]*/uy;
const operator = /==|<=|>=|<>|!=|!~|&&|\|\||[=<>~+-]/y;
const bracket = /[(),]/y;

/** The whole text as tokens, blanks left out. Never throws. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipBlanks(text, 0);
  while (at < text.length) {
    const token = readToken(text, at);
    tokens.push(token);
    at = skipBlanks(text, token.to);
  }
  return tokens;
}

function skipBlanks(text: string, at: number): number {
  return at + (take(blank, text, at)?.length ?? 0);
}

function readToken(text: string, from: number): Token {
  const first = text[from] as string;
  if (first === '"' || first === "'") return readQuoted(text, from, first);
  if (first === '`') return readQuotedName(text, from, '`');
  if (first === '[') return readQuotedName(text, from, ']');
  return (
    readDate(text, from) ??
    readNumber(text, from) ??
    readWord(text, from) ??
    readOperator(text, from) ??
    readBracket(text, from) ??
    unexpected(text, from)
  );
}

function readQuoted(text: string, from: number, quote: '"' | "'"): Token {
  const { value, to, isClosed } = readUntil(text, from + 1, quote);
  if (isClosed) return { kind: 'text', value, quote, from, to };
  return { kind: 'error', message: 'this quote is never closed', from, to };
}

function readQuotedName(text: string, from: number, quote: string): Token {
  const { value, to, isClosed } = readUntil(text, from + 1, quote);
  if (isClosed) return { kind: 'name', name: value, isQuoted: true, from, to };
  return { kind: 'error', message: 'this quote is never closed', from, to };
}

/** A doubled quote stands for itself. */
function readUntil(text: string, start: number, quote: string) {
  let value = '';
  let at = start;
  for (;;) {
    const end = text.indexOf(quote, at);
    if (end < 0) return { value, to: text.length, isClosed: false };
    value += text.slice(at, end);
    at = end + 1;
    if (text[at] !== quote) return { value, to: at, isClosed: true };
    value += quote;
    at += 1;
  }
}

function readDate(text: string, from: number): Token | null {
  const value = take(date, text, from);
  if (!value) return null;
  return { kind: 'text', value, quote: '', from, to: from + value.length };
}

function readNumber(text: string, from: number): Token | null {
  const digits = take(number, text, from);
  if (!digits) return null;
  const end = from + digits.length;
  const glued = take(word, text, end);
  if (glued) {
    const message = `"${digits}${glued}" is neither a number nor a name; a name like this needs params."…"`;
    return { kind: 'error', message, from, to: end + glued.length };
  }
  const isPercent = text[end] === '%';
  return { kind: 'number', text: digits, isPercent, from, to: isPercent ? end + 1 : end };
}

function readWord(text: string, from: number): Token | null {
  const name = take(word, text, from);
  if (!name) return null;
  const to = from + name.length;
  const lower = name.toLowerCase();
  if (isKeyword.has(lower)) return { kind: 'keyword', keyword: lower as Keyword, from, to };
  return { kind: 'name', name, isQuoted: false, from, to };
}

function readOperator(text: string, from: number): Token | null {
  const found = take(operator, text, from);
  if (!found) return null;
  const to = from + found.length;
  if (found === '&&') return { kind: 'keyword', keyword: 'and', from, to };
  if (found === '||') return { kind: 'keyword', keyword: 'or', from, to };
  return { kind: 'operator', operator: found, from, to };
}

function readBracket(text: string, from: number): Token | null {
  const found = take(bracket, text, from) as '(' | ')' | ',' | null;
  return found && { kind: 'bracket', bracket: found, from, to: from + 1 };
}

function unexpected(text: string, from: number): Token {
  const character = String.fromCodePoint(text.codePointAt(from) as number);
  const hint = /[“”„‘’]/.test(character) ? ': use straight quotes' : '';
  const message = `${JSON.stringify(character)} means nothing here${hint}`;
  return { kind: 'error', message, from, to: from + character.length };
}

function take(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}
