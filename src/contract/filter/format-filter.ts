import type { FilterNode, NameNode, Operand, ValueNode } from './filter-ast.ts';
import { keywords } from './tokens.ts';

/** The expression as it would be written by hand; parsing it again gives the same filter. */
export function formatFilter(node: FilterNode | null): string {
  return node ? format(node) : '';
}

/** A text in quotes, doubled where it holds one. */
export function quoteText(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** A column key as it is, a parameter as `params.NAME`, in quotes where its name is odd. */
export function quoteName(name: { key: string; isParameter: boolean }): string {
  if (!name.isParameter)
    return isPlain(name.key) ? name.key : `\`${name.key.replaceAll('`', '``')}\``;
  return isPlainPart(name.key) ? `params.${name.key}` : `params.${quoteText(name.key)}`;
}

/** `name = value`, or `name IS NULL`; `name` as `quoteName` gives it. */
export function equalsExpression(name: string, value: number | string | boolean | null): string {
  if (value === null) return `${name} IS NULL`;
  if (typeof value === 'string') return `${name} = ${quoteText(value)}`;
  return `${name} = ${typeof value === 'number' ? formatNumber(value) : value}`;
}

/** As the filter reads it: infinity as `inf`. */
export function formatNumber(value: number): string {
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  return String(value);
}

function format(node: FilterNode): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.terms
        .map((term) => (needsBrackets(term, node.kind) ? `(${format(term)})` : format(term)))
        .join(node.kind === 'and' ? ' AND ' : ' OR ');
    case 'not':
      return `NOT ${isChain(node.term) ? `(${format(node.term)})` : format(node.term)}`;
    default:
      return formatTest(node);
  }
}

function needsBrackets(term: FilterNode, within: 'and' | 'or'): boolean {
  return within === 'and' ? isChain(term) : term.kind === 'or';
}

function isChain(node: FilterNode): boolean {
  return node.kind === 'and' || node.kind === 'or';
}

function formatTest(node: Exclude<FilterNode, { kind: 'and' | 'or' | 'not' }>): string {
  if (node.kind === 'compare') {
    return `${formatLeft(node.left)} ${node.operator} ${formatOperand(node.right)}`;
  }
  const left = formatName(node.left);
  const not = node.isNegated ? 'NOT ' : '';
  switch (node.kind) {
    case 'is-null':
      return `${left} IS ${not}NULL`;
    case 'is-boolean':
      return `${left} IS ${not}${node.value ? 'TRUE' : 'FALSE'}`;
    case 'like': {
      const ending = node.escape === null ? '' : ` ESCAPE ${quoteText(node.escape)}`;
      return `${left} ${not}LIKE ${quoteText(node.pattern.value)}${ending}`;
    }
    case 'contains':
      return `${left} ${node.isNegated ? '!~' : '~'} ${quoteText(node.text.value)}`;
    case 'in':
      return `${left} ${not}IN (${node.values.map(formatValue).join(', ')})`;
    case 'between':
      return `${left} ${not}BETWEEN ${formatValue(node.low)} AND ${formatValue(node.high)}`;
  }
}

/** On the left a text in double quotes would be read as a name. */
function formatLeft(node: Operand): string {
  if (node.kind === 'text') return `'${node.value.replaceAll("'", "''")}'`;
  return formatOperand(node);
}

function formatOperand(node: Operand): string {
  return node.kind === 'name' ? formatName(node) : formatValue(node);
}

function formatName(node: NameNode): string {
  return quoteName({ key: node.name, isParameter: node.isParameter });
}

function formatValue(node: ValueNode): string {
  switch (node.kind) {
    case 'null':
      return 'NULL';
    case 'boolean':
      return String(node.value);
    case 'text':
      return quoteText(node.value);
    case 'number':
      return node.isPercent ? `${node.text}%` : node.text;
  }
}

const isKeyword = new Set<string>(keywords);
const plain = /^[\p{L}_$][\p{L}\p{M}\p{N}_$.]*$/u;

/** Can stand alone: no keyword, and nothing that would be read as `params.…`. */
function isPlain(name: string): boolean {
  return (
    plain.test(name) && !isKeyword.has(name.toLowerCase()) && !/^param(?:eter)?s\./i.test(name)
  );
}

/** Can stand after `params.`, where keywords are not looked for. */
function isPlainPart(name: string): boolean {
  return /^[\p{L}\p{N}_$][\p{L}\p{M}\p{N}_$.]*$/u.test(name);
}
