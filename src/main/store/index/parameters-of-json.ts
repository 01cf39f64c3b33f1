import type { ParameterValue } from '../../formats/bundle/bundle-record.ts';
import { type PythonJson, parsePythonJson } from './python-json.ts';

/** Deeper maps are kept as JSON. */
const maxDepth = 8;

/**
 * Parameters as the index keeps them, from `parameters_json` of an index of the reference: maps are flattened
 * with dots. A text that is no JSON gives none.
 */
export function parametersOfJson(text: string | null): ParameterValue[] {
  if (text === null) return [];
  const parsed = parse(text);
  if (!isMap(parsed)) return [];
  const found: ParameterValue[] = [];
  collect(parsed, '', 1, found);
  return found;
}

function parse(text: string): PythonJson {
  try {
    return parsePythonJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function collect(
  map: Readonly<Record<string, PythonJson>>,
  prefix: string,
  depth: number,
  found: ParameterValue[],
): void {
  for (const [key, value] of Object.entries(map)) {
    const name = `${prefix}${key}`;
    if (isMap(value) && depth < maxDepth) collect(value, `${name}.`, depth + 1, found);
    else found.push(parameterOf(name, value));
  }
}

function parameterOf(name: string, value: PythonJson): ParameterValue {
  if (value === null) return { name, kind: 'nil', number: null, text: null };
  if (typeof value === 'boolean') {
    return { name, kind: 'boolean', number: value ? 1 : 0, text: String(value) };
  }
  if (typeof value === 'number') return { name, kind: 'number', number: value, text: null };
  if (typeof value === 'string') return { name, kind: 'text', number: null, text: value };
  return { name, kind: 'json', number: null, text: JSON.stringify(value) };
}

function isMap(value: PythonJson): value is Readonly<Record<string, PythonJson>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
