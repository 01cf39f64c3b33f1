import { readTokens, type Token } from './tokens.ts';

export type TokenClass =
  | 'name'
  | 'keyword'
  | 'operator'
  | 'number'
  | 'text'
  | 'constant'
  | 'bracket'
  | 'error';

/** Pieces for highlighting, in order, blanks left out. Never throws: what is no token is an `error`. */
export function classifyTokens(text: string): { class: TokenClass; from: number; to: number }[] {
  return readTokens(text).map((token) => ({
    class: classOf(token),
    from: token.from,
    to: token.to,
  }));
}

const constants = new Set(['null', 'true', 'false', 'inf', 'infinity']);

function classOf(token: Token): TokenClass {
  if (token.kind !== 'keyword') return token.kind;
  return constants.has(token.keyword) ? 'constant' : 'keyword';
}

/** What can be typed at the caret, and the part already typed that it would replace. */
export interface Expectation {
  kind: 'name' | 'operator' | 'value' | 'joiner';
  /** The part from `from` to `to` is replaced; both are the caret where nothing is typed yet. */
  from: number;
  to: number;
  typed: string;
  /** For an operator or a value: the name it belongs to, as written. */
  name: string | null;
}

/** Never throws, and makes sense of unfinished expressions: it is asked at every key press. */
export function expectAt(text: string, caret: number): Expectation {
  const tokens = readTokens(text);
  const before = tokens.filter(
    (token) => token.to < caret || (token.to === caret && isPiece(token)),
  );
  const touched = tokens.find(
    (token) => token.from < caret && caret <= token.to && !isPiece(token),
  );
  const { kind, name } = stateAfter(before, text);
  if (!touched) return { kind, from: caret, to: caret, typed: '', name };
  const { from, to } = touched;
  return { kind, from, to, typed: text.slice(from, caret), name };
}

/** Nothing more can be typed onto it. */
function isPiece(token: Token): boolean {
  return token.kind === 'bracket' || token.kind === 'operator';
}

interface State {
  kind: Expectation['kind'];
  name: string | null;
  /** BETWEEN waits for its AND. */
  isBetween: boolean;
  isInList: boolean;
}

function stateAfter(tokens: readonly Token[], text: string): State {
  let state: State = { kind: 'name', name: null, isBetween: false, isInList: false };
  for (const token of tokens) state = next(state, token, text);
  return state;
}

function next(state: State, token: Token, text: string): State {
  if (token.kind === 'keyword') return afterKeyword(state, token.keyword);
  if (token.kind === 'bracket') return afterBracket(state, token.bracket);
  if (token.kind === 'operator') {
    // A sign belongs to the number that follows.
    return token.operator === '-' || token.operator === '+' ? state : { ...state, kind: 'value' };
  }
  if (state.kind === 'name') {
    return { ...state, kind: 'operator', name: text.slice(token.from, token.to) };
  }
  if (state.kind === 'value') return { ...state, kind: 'joiner' };
  // params."odd name"
  const isOdd = state.name?.endsWith('.') === true && token.kind === 'text';
  return isOdd ? { ...state, name: `${state.name}${text.slice(token.from, token.to)}` } : state;
}

function afterKeyword(state: State, keyword: string): State {
  const fresh: State = { kind: 'name', name: null, isBetween: false, isInList: false };
  if (keyword === 'and' && state.isBetween && state.kind === 'joiner') {
    return { ...state, kind: 'value', isBetween: false };
  }
  if (keyword === 'and' || keyword === 'or') return fresh;
  if (keyword === 'not') return state;
  if (constants.has(keyword)) return { ...state, kind: 'joiner' };
  return { ...state, kind: 'value', isBetween: keyword === 'between', isInList: keyword === 'in' };
}

function afterBracket(state: State, bracket: '(' | ')' | ','): State {
  if (bracket === ')') return { ...state, kind: 'joiner', isInList: false };
  if (bracket === ',' || state.isInList) return { ...state, kind: 'value' };
  return state;
}
