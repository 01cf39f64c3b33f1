import type { BoundFilter } from '#contract/filter/bound-filter.ts';
import type { ResolvedName } from '#contract/filter/resolve-names.ts';
import type { Sources } from './column-sql.ts';
import type { Condition } from './condition.ts';

/**
 * A test of the user's tags: a backtest has several, and it is enough that one fits. So `user_tags = "good"` and
 * `user_tags LIKE "g%"` find it beside other tags, and `user_tags != "good"` is a backtest that has no such tag, also
 * one with none. Null for a test of anything else; also for IS NULL, which is as for every column.
 */
export function tagCondition(filter: BoundFilter, sources: Sources): Condition | null {
  if (filter.kind === 'compare' && isTags(filter.name)) {
    const isNot = filter.operator === '!=';
    const test = sources.hasTag(`tag ${isNot ? '=' : filter.operator} ?`);
    return { sql: `(${isNot ? 'NOT ' : ''}${test})`, bindings: [filter.value] };
  }
  if (filter.kind === 'in' && isTags(filter.name)) {
    const marks = filter.values.map(() => '?').join(', ');
    return { sql: `(${sources.hasTag(`tag IN (${marks})`)})`, bindings: [...filter.values] };
  }
  if (filter.kind === 'like' && isTags(filter.name)) {
    const { pattern, escape: escaped } = filter;
    const test = escaped === null ? 'tag LIKE ?' : 'tag LIKE ? ESCAPE ?';
    const bindings = escaped === null ? [pattern] : [pattern, escaped];
    return { sql: `(${sources.hasTag(test)})`, bindings };
  }
  return null;
}

function isTags(name: ResolvedName): boolean {
  return name.kind === 'column' && name.column.key === 'user_tags';
}
