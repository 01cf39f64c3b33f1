import type { NumberNode, SetValueNode, TextNode } from './filter-ast.ts';
import { badFilter } from './filter-error.ts';
import type { ResolvedName } from './resolve-names.ts';

/**
 * The values a literal stands for beside a column or parameter, times apart. Only a parameter gives several:
 * it may hold numbers and texts, so '5' means the number too, and 'true' what a switch holds.
 */
export function bindValues(name: ResolvedName, node: SetValueNode): (number | string)[] {
  if (name.kind === 'parameter')
    return node.kind === 'text' ? bothOf(node.value) : [bindWhole(node)];
  if (name.column.kind === 'text') return [textOf(node)];
  if (node.kind === 'text') return [numberIn(node, name.column.key)];
  if (node.kind === 'number') return [percentOf(node, name.column.unit === 'percent')];
  return [bindWhole(node)];
}

/** A literal by itself. */
export function bindWhole(node: SetValueNode): number | string {
  if (node.kind === 'boolean') return node.value ? 1 : 0;
  return node.value;
}

function bothOf(text: string): (number | string)[] {
  if (text === 'true') return [text, 1];
  if (text === 'false') return [text, 0];
  const number = readNumber(text);
  return number === null ? [text] : [text, number];
}

function textOf(node: SetValueNode): string {
  if (node.kind === 'number') return node.isPercent ? `${node.text}%` : node.text;
  return String(node.value);
}

/** A column that stores 10 for 10 % is compared with 10. */
function percentOf(node: NumberNode, isStoredAsPercent: boolean): number {
  return node.isPercent && isStoredAsPercent ? Number(node.text) : node.value;
}

function numberIn(node: TextNode, key: string): number {
  const number = readNumber(node.value);
  if (number !== null) return number;
  throw badFilter(`${key} holds numbers, and "${node.value}" is none`, node.from);
}

function readNumber(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  const infinite = /^([+-]?)inf(?:inity)?$/.exec(trimmed);
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity;
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : null;
}
