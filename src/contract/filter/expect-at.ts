import type { ResolvedName } from './resolve-names.ts';

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
export function classifyTokens(_text: string): { class: TokenClass; from: number; to: number }[] {
  throw new Error('being written');
}

/** What can be typed at the caret, and the part already typed that it would replace. */
export interface Expectation {
  kind: 'name' | 'operator' | 'value' | 'joiner';
  from: number;
  to: number;
  typed: string;
  /** For a value: the name it is compared with, as written. */
  name: string | null;
}

export function expectAt(_text: string, _caret: number): Expectation {
  throw new Error('being written');
}

export type { ResolvedName };
