import type { BoundFilter } from './bound-filter.ts';
import type { CompareOperator, SetValueNode } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import type { ResolvedName } from './resolve-names.ts';

/**
 * A date stands for its whole length: `= '2021-10'` is any time of that month, `<= '2021-10-01'` includes
 * that day, `> 2021` starts with 2022. A date with a time of day is that instant, UTC where no zone is said.
 */
export function bindTime(
  operator: CompareOperator,
  name: ResolvedName,
  node: SetValueNode,
): BoundFilter {
  const { from, end } = readTime(node);
  const test = (compare: CompareOperator, value: number): BoundFilter => {
    return { kind: 'compare', operator: compare, name, value };
  };
  if (from === end) return test(operator, from);
  const within: BoundFilter = { kind: 'and', terms: [test('>=', from), test('<', end)] };
  switch (operator) {
    case '=':
      return within;
    case '!=':
      return { kind: 'not', term: within };
    case '<':
      return test('<', from);
    case '<=':
      return test('<', end);
    case '>':
      return test('>=', end);
    case '>=':
      return test('>=', from);
  }
}

interface Stretch {
  from: number;
  /** The first moment after it, or `from` for an instant. */
  end: number;
}

function readTime(node: SetValueNode): Stretch {
  if (node.kind === 'boolean') throw badFilter('a date is needed, such as 2021-10-31', node.from);
  if (node.kind === 'number') return readNumber(node.value);
  const found = readDate(node.value.trim()) ?? readInstant(node.value.trim());
  if (found) return found;
  throw badFilter(
    `"${node.value}" is no date: write 2021, 2021-10, 2021-10-31 or 2021-10-31T12:30Z`,
    node.from,
  );
}

/** A year, or epoch milliseconds. */
function readNumber(value: number): Stretch {
  const isYear = Number.isInteger(value) && value >= 1900 && value < 2200;
  if (isYear) return { from: Date.UTC(value, 0), end: Date.UTC(value + 1, 0) };
  return { from: value, end: value };
}

function readDate(text: string): Stretch | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = parts.slice(1).map((part) => (part ? Number(part) : null));
  const from = utc(year as number, month ?? 1, day ?? 1);
  const isReal = new Date(from).toISOString().startsWith(text);
  if (!isReal) return null;
  if (day) return { from, end: from + 86_400_000 };
  return { from, end: month ? utc(year as number, month + 1, 1) : utc((year as number) + 1, 1, 1) };
}

function readInstant(text: string): Stretch | null {
  const parts =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?$/i.exec(text);
  if (!parts || !readDate(parts[1] as string)) return null;
  const zone = (parts[3] ?? 'Z').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const from = Date.parse(`${parts[1]}T${parts[2]}${zone}`);
  return Number.isNaN(from) ? null : { from, end: from };
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
