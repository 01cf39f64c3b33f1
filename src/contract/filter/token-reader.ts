import type { CompareOperator } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import { type Keyword, readTokens, type Token } from './tokens.ts';

/** A place in the tokens of a filter that moves on when something is taken. */
export interface TokenReader {
  isAtEnd(): boolean;
  /** Offset of the next token, or the end of the last one. */
  at(): number;
  /** End of the token taken last. */
  lastEnd(): number;
  /** The next token for a message. */
  describe(): string;
  /** Throws where the next characters are no token. */
  peek(ahead?: number): Token | null;
  advance(): void;
  takeKeyword(keyword: Keyword): boolean;
  takeBracket(bracket: '(' | ')' | ','): boolean;
  takeOperator(operator: string): boolean;
  takeCompare(): CompareOperator | null;
}

const compares: Readonly<Record<string, CompareOperator>> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};

export function openTokens(text: string): TokenReader {
  const tokens = readTokens(text);
  let index = 0;

  const lastEnd = () => tokens[index - 1]?.to ?? 0;
  const at = () => tokens[index]?.from ?? tokens.at(-1)?.to ?? text.length;

  function peek(ahead = 0): Token | null {
    const token = tokens[index + ahead];
    if (token?.kind === 'error') throw badFilter(token.message, token.from);
    return token ?? null;
  }

  function takeWhen(isWanted: (token: Token) => boolean): boolean {
    const token = peek();
    if (!token || !isWanted(token)) return false;
    index += 1;
    return true;
  }

  return {
    isAtEnd: () => index >= tokens.length,
    at,
    lastEnd,
    describe() {
      const token = peek();
      return token ? `"${text.slice(token.from, token.to)}"` : 'the end';
    },
    peek,
    advance() {
      index += 1;
    },
    takeKeyword: (keyword) => takeWhen((t) => t.kind === 'keyword' && t.keyword === keyword),
    takeBracket: (bracket) => takeWhen((t) => t.kind === 'bracket' && t.bracket === bracket),
    takeOperator: (operator) => takeWhen((t) => t.kind === 'operator' && t.operator === operator),
    takeCompare() {
      const token = peek();
      const found = token?.kind === 'operator' ? compares[token.operator] : undefined;
      if (found) index += 1;
      return found ?? null;
    },
  };
}
