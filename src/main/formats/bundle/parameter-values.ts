import { type Exact, openValue } from '../messagepack/exact-value.ts';
import type { ParameterValue } from './bundle-record.ts';
import { pythonText } from './python-text.ts';

/** Values made queryable for one bundle; what lies beyond is still in its `parametersJson`. */
const MOST_VALUES = 2000;
/** Deeper maps stay whole, as JSON. */
const MOST_DEPTH = 8;

/**
 * Parameters as rows to query: numbers by number, texts by text, lists as JSON, maps value by value under
 * dotted names. Of two values with one name the first counts.
 */
export function parameterValues(parameters: Exact): ParameterValue[] {
  const opened = openValue(parameters);
  const values = new Map<string, ParameterValue>();
  if (opened instanceof Map) addAll(values, '', opened, 1);
  return [...values.values()];
}

function addAll(
  values: Map<string, ParameterValue>,
  prefix: string,
  map: Map<string, Exact>,
  depth: number,
): void {
  for (const [key, value] of map) {
    if (values.size >= MOST_VALUES) return;
    const name = prefix + key;
    const opened = openValue(value);
    if (opened instanceof Map && depth < MOST_DEPTH) addAll(values, `${name}.`, opened, depth + 1);
    else if (!values.has(name)) values.set(name, { name, ...storedValue(value) });
  }
}

function storedValue(value: Exact): Omit<ParameterValue, 'name'> {
  const opened = openValue(value);
  switch (typeof opened) {
    case 'boolean':
      return { kind: 'boolean', number: opened ? 1 : 0, text: String(opened) };
    case 'number':
      return { kind: 'number', number: Number.isNaN(opened) ? null : opened, text: null };
    case 'bigint':
      return { kind: 'number', number: Number(opened), text: String(opened) };
    case 'string':
      return { kind: 'text', number: null, text: opened };
    default:
      if (opened === null) return { kind: 'nil', number: null, text: null };
      return { kind: 'json', number: null, text: JSON.stringify(plainOf(value)) };
  }
}

/** For JSON that people read: numbers lose their kind, bytes are Python text as in `parametersJson`. */
function plainOf(value: Exact): unknown {
  const opened = openValue(value);
  if (typeof opened === 'bigint') return Number(opened);
  if (opened === null || typeof opened !== 'object') return opened;
  if (Array.isArray(opened)) return opened.map(plainOf);
  if (!(opened instanceof Map)) return pythonText(value);
  return Object.fromEntries([...opened].map(([key, item]) => [key, plainOf(item)]));
}
