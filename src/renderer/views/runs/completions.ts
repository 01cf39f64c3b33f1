import type { Expectation } from '#contract/filter/expect-at.ts';
import { quoteName, quoteText } from '#contract/filter/format-filter.ts';
import { type NameScope, resolveName } from '#contract/filter/resolve-names.ts';
import type { ColumnFacts } from '#contract/operations.ts';
import { shortNames } from '#contract/short-names.ts';

/** Something that can be typed next. */
export interface Completion {
  /** What is put in, in place of what was typed of it. */
  insert: string;
  label: string;
  /** What it is, small. */
  detail: string;
}

/** More than can be looked through; typing narrows them down. */
const MOST = 200;

export interface Completions {
  offered: Completion[];
  /** Left out: further typing finds them. */
  more: number;
}

/** What can stand at the caret, best first. `values` are the commonest ones of the column that is compared. */
export function completions(
  expectation: Expectation,
  facts: readonly ColumnFacts[],
  scope: NameScope,
  values: readonly string[],
): Completions {
  const { kind, typed, name } = expectation;
  switch (kind) {
    case 'name':
      return best(nameCompletions(facts, scope), typed);
    case 'operator':
      return best(operatorCompletions(factsOf(name, facts, scope)), typed);
    case 'value':
      return best(valueCompletions(factsOf(name, facts, scope), values), unquoted(typed));
    case 'joiner':
      return best(joiners, typed);
  }
}

/** The column or parameter that a name in an expression stands for. */
export function factsOf(
  name: string | null,
  facts: readonly ColumnFacts[],
  scope: NameScope,
): ColumnFacts | undefined {
  const found = name === null ? null : resolveName(name, scope);
  if (found === null) return undefined;
  const key = found.kind === 'column' ? found.column.key : `params.${found.name}`;
  return facts.find((one) => one.key === key);
}

const joiners: Candidate[] = [
  candidate('AND ', 'AND', 'both must hold'),
  candidate('OR ', 'OR', 'one must hold'),
];

interface Candidate extends Completion {
  /** What typing is compared with, besides the label. */
  words: string;
}

function candidate(insert: string, label: string, detail: string, words = ''): Candidate {
  return { insert, label, detail, words: words.toLowerCase() };
}

function nameCompletions(facts: readonly ColumnFacts[], scope: NameScope): Candidate[] {
  const short = new Map(Object.entries(shortNames).map(([name, key]) => [key, name]));
  return facts.map((one) => {
    if (one.group !== 'parameters') {
      const label = short.get(one.key) ?? one.key;
      return candidate(
        `${quoteName({ key: label, isParameter: false })} `,
        label,
        one.label,
        `${one.key} ${one.label}`,
      );
    }
    const bare = resolveName(one.label, scope);
    const isClear = bare?.kind === 'parameter' && bare.name === one.label;
    const insert = quoteName({ key: one.label, isParameter: !isClear });
    return candidate(`${insert} `, one.label, 'parameter', one.key);
  });
}

const forNumbers = ['>', '>=', '<', '<=', '=', '!='];
const forTexts = ['=', '!='];

function operatorCompletions(facts: ColumnFacts | undefined): Candidate[] {
  const isText = facts?.kind === 'text';
  const plain = (isText ? forTexts : forNumbers).map((sign) =>
    candidate(`${sign} `, sign, meanings[sign] ?? ''),
  );
  const special = isText
    ? [
        candidate('CONTAINS ', 'CONTAINS', 'has the text in it'),
        candidate('LIKE ', 'LIKE', '% stands for anything'),
      ]
    : [candidate('BETWEEN ', 'BETWEEN', 'from … AND …, both included')];
  return [
    ...plain,
    ...special,
    candidate('IN (', 'IN', 'one of a list'),
    candidate('IS NULL ', 'IS NULL', 'has no value'),
    candidate('IS NOT NULL ', 'IS NOT NULL', 'has a value'),
  ];
}

const meanings: Readonly<Record<string, string>> = {
  '>': 'more than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
  '=': 'equal to',
  '!=': 'other than',
};

function valueCompletions(facts: ColumnFacts | undefined, values: readonly string[]): Candidate[] {
  const isText = facts?.kind === 'text';
  return values.map((value) => candidate(`${isText ? quoteText(value) : value} `, value, ''));
}

/** Those that begin with what was typed, then those in which it stands anywhere. */
function best(candidates: readonly Candidate[], typed: string): Completions {
  const wanted = typed.toLowerCase();
  const rank = ({ label, words }: Candidate) => {
    if (label.toLowerCase().startsWith(wanted)) return 0;
    if (words.split(' ').some((word) => word.startsWith(wanted))) return 1;
    // Within a word only what is long enough to be meant.
    const isWithin = label.toLowerCase().includes(wanted) || words.includes(wanted);
    return isWithin && wanted.length >= 3 ? 2 : 3;
  };
  const fitting = candidates
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one: { insert, label, detail } }) => ({ insert, label, detail }));
  return { offered: fitting.slice(0, MOST), more: Math.max(0, fitting.length - MOST) };
}

function unquoted(typed: string): string {
  return typed.replace(/^['"]/, '');
}
