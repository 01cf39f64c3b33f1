import { bindTime } from './bind-time.ts';
import { bindValues, bindWhole } from './bind-value.ts';
import type { BoundFilter } from './bound-filter.ts';
import type { CompareOperator, FilterNode, NameNode, ValueNode } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import { parseFilter } from './parse-filter.ts';
import {
  type NameScope,
  type ResolvedName,
  resolveName,
  resolveParameter,
  unknownName,
} from './resolve-names.ts';

/** Parses and binds. Throws `bad-filter` or `unknown-column`, both with the character position as offset. */
export function readFilter(text: string, scope: NameScope): BoundFilter | null {
  const node = parseFilter(text);
  return node && bindFilter(node, scope);
}

export function bindFilter(node: FilterNode, scope: NameScope): BoundFilter {
  switch (node.kind) {
    case 'and':
    case 'or':
      return { kind: node.kind, terms: node.terms.map((term) => bindFilter(term, scope)) };
    case 'not':
      return not(bindFilter(node.term, scope));
    case 'compare':
      return bindCompare(node, scope);
    case 'is-null':
      return negate(node.isNegated, { kind: 'is-null', name: bindName(node.left, scope) });
    case 'is-boolean':
      return bindIsBoolean(node, scope);
    case 'like':
      return bindLike(node, scope);
    case 'contains': {
      const name = requireTexts(node.left, scope, 'looking for a text');
      const pattern = `%${escapeLike(node.text.value)}%`;
      return negate(node.isNegated, { kind: 'like', name, pattern, escape: '\\' });
    }
    case 'in':
      return bindIn(node, scope);
    case 'between': {
      const low = compareValue('>=', bindName(node.left, scope), node.low);
      const high = compareValue('<=', bindName(node.left, scope), node.high);
      return negate(node.isNegated, { kind: 'and', terms: [low, high] });
    }
  }
}

/** The text as it is in a LIKE pattern with `\` as escape. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function bindName(node: NameNode, scope: NameScope): ResolvedName {
  const found = node.isParameter
    ? resolveParameter(node.name, scope)
    : resolveName(node.name, scope);
  if (found) return found;
  const spelled = node.isParameter ? `params.${node.name}` : node.name;
  throw unknownName(spelled, scope, node.from);
}

function bindCompare(
  node: Extract<FilterNode, { kind: 'compare' }>,
  scope: NameScope,
): BoundFilter {
  const { left, right, operator } = node;
  if (left.kind !== 'name') {
    if (right.kind === 'name') {
      return compareValue(mirrored[operator], bindName(right, scope), left);
    }
    return { kind: 'constant', operator, left: constantOf(left), right: constantOf(right) };
  }
  if (right.kind !== 'name') return compareValue(operator, bindName(left, scope), right);
  const name = bindName(left, scope);
  return { kind: 'compare-names', operator, left: name, right: bindRightName(right, name, scope) };
}

/** A word without quotes on the right is most often a text whose quotes were forgotten. */
function bindRightName(node: NameNode, left: ResolvedName, scope: NameScope): ResolvedName {
  const right = resolveName(node.name, scope);
  const isForgotten = !right && !node.isParameter;
  if (isForgotten && (left.kind === 'parameter' || left.column.kind === 'text')) {
    throw badFilter(`a text goes in quotes: "${node.name}"`, node.from);
  }
  const found = bindName(node, scope);
  if (isTextOnly(left) !== isTextOnly(found) && left.kind === 'column' && found.kind === 'column') {
    throw badFilter(`${left.column.key} and ${found.column.key} cannot be compared`, node.from);
  }
  return found;
}

function compareValue(operator: CompareOperator, name: ResolvedName, node: ValueNode): BoundFilter {
  if (node.kind === 'null') {
    const isNull: BoundFilter = { kind: 'is-null', name };
    if (operator === '=') return isNull;
    if (operator === '!=') return not(isNull);
    throw badFilter('NULL has no order: use IS NULL', node.from);
  }
  if (name.kind === 'column' && name.column.kind === 'time') return bindTime(operator, name, node);
  return joined(
    operator === '!=' ? 'and' : 'or',
    bindValues(name, node).map((value) => ({ kind: 'compare', operator, name, value })),
  );
}

function bindIn(node: Extract<FilterNode, { kind: 'in' }>, scope: NameScope): BoundFilter {
  const name = bindName(node.left, scope);
  if (name.kind === 'column' && name.column.kind === 'time') {
    const days = node.values.map((value) => compareValue('=', name, value));
    return negate(node.isNegated, joined('or', days));
  }
  const values = node.values.flatMap((value) => bindValues(name, value));
  return negate(node.isNegated, { kind: 'in', name, values });
}

function bindLike(node: Extract<FilterNode, { kind: 'like' }>, scope: NameScope): BoundFilter {
  const name = requireTexts(node.left, scope, 'LIKE');
  const test: BoundFilter = {
    kind: 'like',
    name,
    pattern: node.pattern.value,
    escape: node.escape,
  };
  return negate(node.isNegated, test);
}

function requireTexts(node: NameNode, scope: NameScope, what: string): ResolvedName {
  const name = bindName(node, scope);
  if (name.kind === 'parameter' || name.column.kind === 'text') return name;
  throw badFilter(`${what} needs a text column, and ${name.column.key} holds numbers`, node.from);
}

function bindIsBoolean(
  node: Extract<FilterNode, { kind: 'is-boolean' }>,
  scope: NameScope,
): BoundFilter {
  const name = bindName(node.left, scope);
  const value: ValueNode = { kind: 'boolean', value: node.value, from: node.from, to: node.to };
  const test = compareValue('=', name, value);
  if (!node.isNegated) return test;
  // IS NOT TRUE keeps the rows without a value.
  return { kind: 'or', terms: [not(test), { kind: 'is-null', name }] };
}

function constantOf(node: ValueNode): number | string | null {
  return node.kind === 'null' ? null : bindWhole(node);
}

function isTextOnly(name: ResolvedName): boolean {
  return name.kind === 'column' && name.column.kind === 'text';
}

const mirrored: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function not(term: BoundFilter): BoundFilter {
  return { kind: 'not', term };
}

function negate(isNegated: boolean, term: BoundFilter): BoundFilter {
  return isNegated ? not(term) : term;
}

function joined(kind: 'and' | 'or', terms: readonly BoundFilter[]): BoundFilter {
  return terms.length === 1 ? (terms[0] as BoundFilter) : { kind, terms };
}
