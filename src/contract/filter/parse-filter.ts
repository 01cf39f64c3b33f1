import type { FilterNode, NameNode, Operand, SetValueNode, TextNode } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import { readOperand, readValue, requireNameLeft } from './parse-operand.ts';
import { openTokens, type TokenReader } from './token-reader.ts';

/** More than any hand-written filter needs, little enough that no filter can stall the engine. */
export const filterLimits = { length: 16_384, terms: 256, depth: 32, values: 4096 } as const;

/**
 * Grammar, keywords in either case:
 *
 *     or      = and { OR and }
 *     and     = not { AND not }
 *     not     = NOT not | "(" or ")" | test
 *     test    = operand compare operand | name [NOT] LIKE text [ESCAPE text] | name [NOT] CONTAINS text
 *             | name "~" text | name "!~" text | name [NOT] IN "(" value { "," value } ")"
 *             | name [NOT] BETWEEN value AND value | name IS [NOT] (NULL | TRUE | FALSE)
 *     compare = "=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">="
 *
 * Null for an empty or blank filter. Throws `bad-filter` with the character position as offset. Names are
 * not looked up here, see `bind-filter.ts`.
 */
export function parseFilter(text: string): FilterNode | null {
  if (text.length > filterLimits.length) {
    throw badFilter(
      `the filter has more than ${filterLimits.length} characters`,
      filterLimits.length,
    );
  }
  const tokens = openTokens(text);
  if (tokens.isAtEnd()) return null;
  const state = { tokens, terms: 0, depth: 0 };
  const node = parseOr(state);
  if (!tokens.isAtEnd()) {
    throw badFilter(`${tokens.describe()} is not expected here: AND or OR is missing`, tokens.at());
  }
  return node;
}

interface State {
  readonly tokens: TokenReader;
  terms: number;
  depth: number;
}

function parseOr(state: State): FilterNode {
  return parseChain(state, 'or', () => parseChain(state, 'and', () => parseNot(state)));
}

function parseChain(state: State, kind: 'and' | 'or', parseTerm: () => FilterNode): FilterNode {
  const first = parseTerm();
  const terms = [first];
  while (state.tokens.takeKeyword(kind)) terms.push(parseTerm());
  if (terms.length === 1) return first;
  return { kind, terms, from: first.from, to: (terms.at(-1) as FilterNode).to };
}

function parseNot(state: State): FilterNode {
  const { tokens } = state;
  const from = tokens.at();
  if (tokens.takeKeyword('not')) {
    const term = nested(state, () => parseNot(state));
    return { kind: 'not', term, from, to: term.to };
  }
  if (tokens.takeBracket('(')) {
    const inner = nested(state, () => parseOr(state));
    if (!tokens.takeBracket(')')) {
      throw badFilter('a closing parenthesis is missing', tokens.at());
    }
    return { ...inner, from, to: tokens.lastEnd() };
  }
  return parseTest(state);
}

function nested(state: State, parse: () => FilterNode): FilterNode {
  state.depth += 1;
  if (state.depth > filterLimits.depth) {
    throw badFilter(`more than ${filterLimits.depth} levels of nesting`, state.tokens.at());
  }
  const node = parse();
  state.depth -= 1;
  return node;
}

function parseTest(state: State): FilterNode {
  const { tokens } = state;
  state.terms += 1;
  if (state.terms > filterLimits.terms) {
    throw badFilter(`more than ${filterLimits.terms} tests`, tokens.at());
  }
  const left = readOperand(tokens, 'a column name');
  const operator = tokens.takeCompare();
  if (operator) {
    const right = readOperand(tokens, `a value after ${operator}`);
    const sides = nameOneSide(left, right);
    return { kind: 'compare', operator, ...sides, from: left.from, to: right.to };
  }
  return parseNameTest(state, left);
}

/** `"x" = 5`: in double quotes on the left is a name, unless the other side is one. */
function nameOneSide(left: Operand, right: Operand): { left: Operand; right: Operand } {
  if (left.kind !== 'text' || left.quote !== '"' || right.kind === 'name') return { left, right };
  return { left: requireNameLeft(left), right };
}

function parseNameTest(state: State, operand: Operand): FilterNode {
  const { tokens } = state;
  const after = operand.kind === 'name' ? ` after ${operand.name}` : '';
  const operatorAt = tokens.at();
  if (tokens.takeKeyword('is')) return parseIs(tokens, requireNameLeft(operand));
  const isNegated = tokens.takeKeyword('not');
  const test = parseWordTest(state, operand, isNegated);
  if (test) return test;
  if (!isNegated && tokens.takeOperator('~')) return parseContains(tokens, operand, false);
  if (!isNegated && tokens.takeOperator('!~')) return parseContains(tokens, operand, true);
  throw badFilter(
    isNegated
      ? 'NOT here needs LIKE, CONTAINS, IN or BETWEEN'
      : `an operator is missing${after}: = != < <= > >= ~ LIKE IN BETWEEN IS`,
    isNegated ? operatorAt : tokens.at(),
  );
}

function parseWordTest(state: State, operand: Operand, isNegated: boolean): FilterNode | null {
  const { tokens } = state;
  if (tokens.takeKeyword('like')) return parseLike(tokens, requireNameLeft(operand), isNegated);
  if (tokens.takeKeyword('contains')) return parseContains(tokens, operand, isNegated);
  if (tokens.takeKeyword('in')) return parseIn(tokens, requireNameLeft(operand), isNegated);
  if (tokens.takeKeyword('between'))
    return parseBetween(tokens, requireNameLeft(operand), isNegated);
  return null;
}

function parseIs(tokens: TokenReader, left: NameNode): FilterNode {
  const isNegated = tokens.takeKeyword('not');
  const span = { from: left.from, isNegated, left };
  if (tokens.takeKeyword('null')) return { kind: 'is-null', ...span, to: tokens.lastEnd() };
  for (const word of ['true', 'false'] as const) {
    if (tokens.takeKeyword(word)) {
      return { kind: 'is-boolean', ...span, value: word === 'true', to: tokens.lastEnd() };
    }
  }
  throw badFilter('IS is followed by NULL, NOT NULL, TRUE or FALSE', tokens.at());
}

function parseLike(tokens: TokenReader, left: NameNode, isNegated: boolean): FilterNode {
  const pattern = requireText(tokens, 'after LIKE');
  const node = { kind: 'like', isNegated, left, pattern, from: left.from } as const;
  if (!tokens.takeKeyword('escape')) return { ...node, escape: null, to: pattern.to };
  const sign = requireText(tokens, 'after ESCAPE');
  if ([...sign.value].length !== 1) throw badFilter('ESCAPE is one character', sign.from);
  return { ...node, escape: sign.value, to: sign.to };
}

function parseContains(tokens: TokenReader, operand: Operand, isNegated: boolean): FilterNode {
  const left = requireNameLeft(operand);
  const text = requireText(tokens, 'to look for');
  return { kind: 'contains', isNegated, left, text, from: left.from, to: text.to };
}

function requireText(tokens: TokenReader, place: string): TextNode {
  const value = readValue(tokens, `a text in quotes ${place}`);
  if (value.kind === 'text') return value;
  if (value.kind === 'number') return { ...value, kind: 'text', value: value.text, quote: '' };
  throw badFilter(`a text in quotes is needed ${place}`, value.from);
}

function parseIn(tokens: TokenReader, left: NameNode, isNegated: boolean): FilterNode {
  if (!tokens.takeBracket('(')) throw badFilter('IN needs a list: IN (1, 2)', tokens.at());
  const values: SetValueNode[] = [];
  do {
    const value = readValue(tokens, 'a value of the list');
    if (value.kind === 'null') throw badFilter('NULL in a list: use IS NULL', value.from);
    values.push(value);
    if (values.length > filterLimits.values) {
      throw badFilter(`more than ${filterLimits.values} values`, value.from);
    }
  } while (tokens.takeBracket(','));
  if (!tokens.takeBracket(')')) {
    throw badFilter('a comma or a closing parenthesis is missing', tokens.at());
  }
  return { kind: 'in', isNegated, left, values, from: left.from, to: tokens.lastEnd() };
}

function parseBetween(tokens: TokenReader, left: NameNode, isNegated: boolean): FilterNode {
  const low = readValue(tokens, 'the lower value of BETWEEN');
  if (!tokens.takeKeyword('and')) throw badFilter('BETWEEN needs AND', tokens.at());
  const high = readValue(tokens, 'the upper value of BETWEEN');
  return { kind: 'between', isNegated, left, low, high, from: left.from, to: high.to };
}
