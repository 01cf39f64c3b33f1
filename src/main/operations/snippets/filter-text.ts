import type { BoundFilter } from '#contract/filter/bound-filter.ts';
import type { CompareOperator } from '#contract/filter/filter-ast.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import type { Dialect } from './dialects.ts';
import type { ViewNames } from './view-names.ts';

/**
 * A filter as SQL that people can read and run elsewhere, values and all. The table itself never runs this:
 * there every value is bound (`store/index/filter-sql.ts`); tests hold the two together.
 */
export function filterText(filter: BoundFilter, names: ViewNames, dialect: Dialect): string {
  const say = (part: BoundFilter): string => filterText(part, names, dialect);
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.terms.map(say).join(filter.kind === 'and' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT ${say(filter.term)}`;
    case 'constant':
      return `(${dialect.literal(filter.left)} ${filter.operator} ${dialect.literal(filter.right)})`;
    case 'is-null':
      return `(${names.value(filter.name)} IS NULL)`;
    case 'compare':
      return compare(filter.operator, filter.name, filter.value, names, dialect);
    case 'compare-names':
      return compareNames(filter, names);
    case 'in': {
      const terms = filter.values.map((value) => compare('=', filter.name, value, names, dialect));
      const value = names.value(filter.name);
      if (filter.name.kind === 'parameter') return `(${terms.join(' OR ')})`;
      return `(${value} IN (${filter.values.map(dialect.literal).join(', ')}))`;
    }
    case 'like': {
      const { name, pattern } = filter;
      const value = name.kind === 'parameter' ? names.parts(name.name).text : names.value(name);
      const ending = filter.escape === null ? '' : ` ESCAPE ${dialect.literal(filter.escape)}`;
      return `(${value ?? 'NULL'} ${dialect.like} ${dialect.literal(pattern)}${ending})`;
    }
  }
}

/** A number is compared with the numbers of a parameter, a text with its texts; of the other kind a value is merely different. */
function compare(
  operator: CompareOperator,
  name: ResolvedName,
  value: number | string,
  names: ViewNames,
  dialect: Dialect,
): string {
  const literal = dialect.literal(value);
  if (name.kind === 'column') return `(${names.value(name)} ${operator} ${literal})`;
  const { number, text } = names.parts(name.name);
  const [own, other] = typeof value === 'number' ? [number, text] : [text, number];
  const isOther = other === null ? null : `${other} IS NOT NULL`;
  const test = own === null ? null : `${own} ${operator} ${literal}`;
  if (operator !== '!=') return test === null ? `(${isOther} AND FALSE)` : `(${test})`;
  return `(${[test, isOther].filter((part) => part !== null).join(' OR ')})`;
}

function compareNames(
  { operator, left, right }: Extract<BoundFilter, { kind: 'compare-names' }>,
  names: ViewNames,
): string {
  const numbersOf = (name: ResolvedName) =>
    name.kind === 'parameter' ? names.parts(name.name).number : names.value(name);
  return `(${numbersOf(left)} ${operator} ${numbersOf(right)})`;
}
