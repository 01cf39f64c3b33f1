import type { ParameterValue } from '../../formats/bundle/bundle-record.ts';

/**
 * A parameter as its row holds it: one value, a number or a text. A switch is the number 1 or 0 and keeps its kind;
 * NaN is no value.
 */
export function storedParameter(
  parameter: ParameterValue,
): Pick<ParameterValue, 'kind' | 'number' | 'text'> {
  const { kind, number, text } = parameter;
  const isNumber = kind === 'number' || kind === 'boolean';
  const isText = kind === 'text' || kind === 'json';
  return {
    kind,
    number: isNumber && number !== null && !Number.isNaN(number) ? number : null,
    text: isText ? text : null,
  };
}

/** A flattened name may meet a name with a dot: the first counts. */
export function firstOfEachName(parameters: readonly ParameterValue[]): ParameterValue[] {
  const seen = new Set<string>();
  return parameters.filter(({ name }) => !seen.has(name) && seen.add(name));
}
