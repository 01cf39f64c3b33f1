import type { NameNode, NumberNode, Operand, ValueNode } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import type { TokenReader } from './token-reader.ts';
import type { Token } from './tokens.ts';

const parameterPrefix = /^param(?:eter)?s\./i;

/** A name or a value. `wanted` completes "… is missing". */
export function readOperand(tokens: TokenReader, wanted: string): Operand {
  const token = tokens.peek();
  if (!token) throw badFilter(`${wanted} is missing`, tokens.at());
  if (token.kind === 'name') return readName(tokens, token);
  return readValue(tokens, wanted);
}

export function readValue(tokens: TokenReader, wanted: string): ValueNode {
  const token = tokens.peek();
  if (!token) throw badFilter(`${wanted} is missing`, tokens.at());
  const { from, to } = token;
  if (token.kind === 'text') {
    tokens.advance();
    return { kind: 'text', value: token.value, quote: token.quote, from, to };
  }
  if (token.kind === 'keyword' && (token.keyword === 'true' || token.keyword === 'false')) {
    tokens.advance();
    return { kind: 'boolean', value: token.keyword === 'true', from, to };
  }
  if (token.kind === 'keyword' && token.keyword === 'null') {
    tokens.advance();
    return { kind: 'null', from, to };
  }
  const number = readNumber(tokens);
  if (number) return number;
  if (token.kind === 'name') {
    throw badFilter(`${wanted} is missing; a text goes in quotes: "${token.name}"`, from);
  }
  throw badFilter(`${wanted} is missing before ${tokens.describe()}`, from);
}

/** With its signs, and infinity. */
function readNumber(tokens: TokenReader): NumberNode | null {
  const from = tokens.at();
  let sign = '';
  const first = tokens.peek();
  if (first?.kind === 'operator' && (first.operator === '-' || first.operator === '+')) {
    const next = tokens.peek(1);
    if (!isNumber(next)) throw badFilter('a number is missing after the sign', first.to);
    sign = first.operator === '-' ? '-' : '';
    tokens.advance();
  }
  const token = tokens.peek();
  if (!isNumber(token)) return null;
  tokens.advance();
  if (token.kind === 'keyword') {
    const value = sign === '-' ? -Infinity : Infinity;
    return { kind: 'number', value, text: `${sign}inf`, isPercent: false, from, to: token.to };
  }
  const text = `${sign}${token.text}`;
  const { isPercent } = token;
  return { kind: 'number', value: numberOf(text, isPercent), text, isPercent, from, to: token.to };
}

type NumberToken = Extract<Token, { kind: 'number' | 'keyword' }>;

function isNumber(token: Token | null): token is NumberToken {
  if (token?.kind === 'keyword') return token.keyword === 'inf' || token.keyword === 'infinity';
  return token?.kind === 'number';
}

/** The exponent is moved in the text, so that 1.1% is the double nearest to 0.011. */
function numberOf(text: string, isPercent: boolean): number {
  if (!isPercent) return Number(text);
  const [mantissa, exponent] = text.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent ?? 0) - 2}`);
}

function readName(tokens: TokenReader, token: Extract<Token, { kind: 'name' }>): NameNode {
  const { from, to, name, isQuoted } = token;
  const next = tokens.peek(1);
  tokens.advance();
  if (isQuoted) return { kind: 'name', name, isParameter: false, from, to };
  if (next?.kind === 'bracket' && next.bracket === '(') return readJsonExtract(tokens, name, from);
  const prefix = parameterPrefix.exec(name)?.[0];
  if (prefix === undefined) return { kind: 'name', name, isParameter: false, from, to };
  if (prefix.length < name.length) {
    return { kind: 'name', name: name.slice(prefix.length), isParameter: true, from, to };
  }
  // params."odd name"
  const isGlued = next !== null && next.from === to;
  if (isGlued && (next.kind === 'text' || next.kind === 'name')) {
    tokens.advance();
    const inner = next.kind === 'text' ? next.value : next.name;
    return { kind: 'name', name: inner, isParameter: true, from, to: next.to };
  }
  throw badFilter('the name of a parameter is missing after the dot', to);
}

/** The one function scripts for the reference use: `json_extract(parameters_json, '$.NAME')`. */
function readJsonExtract(tokens: TokenReader, name: string, from: number): NameNode {
  if (name.toLowerCase() !== 'json_extract') {
    throw badFilter(`there is no function ${name}`, from);
  }
  tokens.takeBracket('(');
  const column = tokens.peek();
  if (column?.kind !== 'name' || column.name.toLowerCase() !== 'parameters_json') {
    throw badFilter('json_extract reads parameters_json only', tokens.at());
  }
  tokens.advance();
  const hasComma = tokens.takeBracket(',');
  const path = tokens.peek();
  const key = path?.kind === 'text' ? /^\$\.(?:"([^"]+)"|([^"[\]]+))$/.exec(path.value) : null;
  if (!hasComma || !key) throw badFilter("a path such as '$.NAME' is missing", tokens.at());
  tokens.advance();
  if (!tokens.takeBracket(')')) throw badFilter('a closing parenthesis is missing', tokens.at());
  const parameter = (key[1] ?? key[2]) as string;
  return { kind: 'name', name: parameter, isParameter: true, from, to: tokens.lastEnd() };
}

/** A text in double quotes stands for a name where one is needed. */
export function requireNameLeft(operand: Operand): NameNode {
  if (operand.kind === 'name') return operand;
  if (operand.kind === 'text' && operand.quote === '"') {
    const { value, from, to } = operand;
    return { kind: 'name', name: value, isParameter: false, from, to };
  }
  throw badFilter('a column name is needed on the left', operand.from);
}
