import type { SweepParameters, SweptParameter } from '#contract/sweep.ts';
import type { IndexReader } from '../index-handle.ts';
import { type MatchScope, matchingPlaces } from '../match-rows.ts';
import { withSnapshot } from '../snapshot.ts';
import { columnWords, commonest, kindOf, stepsOf } from './axis-steps.ts';
import { valueCodes } from './value-codes.ts';

/** Values listed of a parameter; the axes of a picture put more of them into ranges. */
const listedValues = 200;

export type ParameterAnswer =
  | { kind: 'swept'; parameter: SweptParameter }
  | { kind: 'constant'; name: string; label: string; missing: number };

export function parameterNames(index: IndexReader): string[] {
  return withSnapshot(index, ({ parameterNos }) => [...parameterNos.keys()].sort());
}

/**
 * What the rows that match have of one parameter; null when none has it. One at a time: the column of a
 * parameter is read on first use, and others may want to ask in between. Throws `bad-filter`, `unknown-column`.
 */
export function sweptParameter(
  index: IndexReader,
  scope: MatchScope,
  name: string,
): ParameterAnswer | null {
  return withSnapshot(index, (snapshot) => {
    const places = matchingPlaces(snapshot, scope);
    if (!snapshot.parameterNos.has(name)) return null;
    const key = `params.${name}`;
    const values = valueCodes(snapshot, scope.rows, key, places);
    const words = columnWords(snapshot, scope.rows, key);
    const [first] = values.values;
    const { missing } = values;
    if (first === undefined) return null;
    if (values.values.length === 1) {
      return { kind: 'constant', name, label: words.label(first), missing };
    }
    const isLong = values.values.length > listedValues;
    return {
      kind: 'swept',
      parameter: {
        name,
        key,
        kind: kindOf(values, words),
        distinct: values.values.length,
        missing,
        values: isLong ? commonest(values, words, listedValues).steps : stepsOf(values, words),
      },
    };
  });
}

export function countMatching(index: IndexReader, scope: MatchScope): number {
  return withSnapshot(index, (snapshot) => matchingPlaces(snapshot, scope).length);
}

/** In the order of the screen: what most rows have first. */
export function arrangeParameters(
  total: number,
  answers: readonly ParameterAnswer[],
): SweepParameters {
  const swept = answers.flatMap((one) => (one.kind === 'swept' ? [one.parameter] : []));
  const constant = answers.flatMap((one) =>
    one.kind === 'constant' ? [{ name: one.name, value: one.label, missing: one.missing }] : [],
  );
  return { total, swept: swept.sort((a, b) => a.missing - b.missing), constant };
}
