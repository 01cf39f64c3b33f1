import { escapeLike } from '#contract/filter/bind-filter.ts';
import type { BoundFilter } from '#contract/filter/bound-filter.ts';
import type { CompareOperator } from '#contract/filter/filter-ast.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import type { Sources } from './column-sql.ts';
import type { Condition } from './condition.ts';
import { tagCondition } from './tag-condition.ts';

/** The filter as a condition in which every value is a bound parameter. */
export function filterCondition(filter: BoundFilter, sources: Sources): Condition {
  const ofTags = tagCondition(filter, sources);
  if (ofTags !== null) return ofTags;
  switch (filter.kind) {
    case 'and':
    case 'or':
      return chain(
        filter.kind === 'and' ? ' AND ' : ' OR ',
        filter.terms.map((term) => filterCondition(term, sources)),
      );
    case 'not': {
      const term = filterCondition(filter.term, sources);
      return { sql: `NOT ${term.sql}`, bindings: term.bindings };
    }
    case 'constant':
      return { sql: `(? ${filter.operator} ?)`, bindings: [filter.left, filter.right] };
    case 'is-null':
      return { sql: `(${sources.value(filter.name)} IS NULL)`, bindings: [] };
    case 'compare':
      return compare(filter.operator, filter.name, filter.value, sources);
    case 'compare-names':
      return compareNames(filter, sources);
    case 'in': {
      const marks = filter.values.map(() => '?').join(', ');
      return { sql: `(${sources.value(filter.name)} IN (${marks}))`, bindings: [...filter.values] };
    }
    case 'like':
      return like(filter, sources);
  }
}

/** Rows in which every word stands in one of the texts or in a tag of the user's, whatever the case of ASCII letters. */
export function quickCondition(
  quick: string,
  sources: Pick<Sources, 'hasTag'>,
  textsToSearch: () => readonly string[],
): Condition | null {
  const words = quick
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords);
  if (words.length === 0) return null;
  const texts = textsToSearch();
  return chain(
    ' AND ',
    words.map((word) => {
      const pattern = `%${escapeLike(word.slice(0, maxWordLength))}%`;
      const tests = texts.map((text) => `${text} LIKE ? ESCAPE '\\'`);
      tests.push(sources.hasTag("tag LIKE ? ESCAPE '\\'"));
      return { sql: `(${tests.join(' OR ')})`, bindings: tests.map(() => pattern) };
    }),
  );
}

const maxWords = 16;
const maxWordLength = 256;

/** Halved again and again: SQLite refuses expressions nested deeper than 1000, and a plain chain nests at each term. */
export function chain(joiner: ' AND ' | ' OR ', terms: readonly Condition[]): Condition {
  return { sql: joinHalves(joiner, terms), bindings: terms.flatMap((term) => term.bindings) };
}

function joinHalves(joiner: string, terms: readonly Condition[]): string {
  if (terms.length <= 8) return `(${terms.map((term) => term.sql).join(joiner)})`;
  const middle = terms.length >> 1;
  const halves = [terms.slice(0, middle), terms.slice(middle)];
  return `(${halves.map((half) => joinHalves(joiner, half)).join(joiner)})`;
}

/**
 * A parameter may hold numbers in some backtests and texts in others. SQLite orders every number below every
 * text; here a value of the other type is merely different: neither less nor greater.
 */
function compare(
  operator: CompareOperator,
  name: ResolvedName,
  value: number | string,
  sources: Sources,
): Condition {
  const left = sources.value(name);
  const plain = { sql: `(${left} ${operator} ?)`, bindings: [value] };
  if (name.kind === 'column' || operator === '=' || operator === '!=') return plain;
  const isLess = operator === '<' || operator === '<=';
  if (typeof value === 'number' && !isLess) {
    return { sql: `(${left} ${operator} ? AND ${left} < '')`, bindings: [value] };
  }
  if (typeof value === 'string' && isLess) {
    return { sql: `(${left} ${operator} ? AND ${left} >= '')`, bindings: [value] };
  }
  return plain;
}

/** As above where a parameter is one side. */
function compareNames(
  filter: Extract<BoundFilter, { kind: 'compare-names' }>,
  sources: Sources,
): Condition {
  // The plus signs keep SQLite from turning a text into a number because a number stands beside it.
  const left = `+${sources.value(filter.left)}`;
  const right = `+${sources.value(filter.right)}`;
  const { operator } = filter;
  const sql = `${left} ${operator} ${right}`;
  const hasParameter = filter.left.kind === 'parameter' || filter.right.kind === 'parameter';
  if (!hasParameter || operator === '=' || operator === '!=')
    return { sql: `(${sql})`, bindings: [] };
  return { sql: `(${sql} AND (${left} < '') = (${right} < ''))`, bindings: [] };
}

/** A number, in a parameter, is like no pattern. */
function like(filter: Extract<BoundFilter, { kind: 'like' }>, sources: Sources): Condition {
  const value = sources.value(filter.name);
  const isText = filter.name.kind === 'parameter' ? `${value} >= '' AND ` : '';
  if (filter.escape === null) {
    return { sql: `(${isText}${value} LIKE ?)`, bindings: [filter.pattern] };
  }
  return { sql: `(${isText}${value} LIKE ? ESCAPE ?)`, bindings: [filter.pattern, filter.escape] };
}
