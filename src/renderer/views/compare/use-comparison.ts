import { useMemo } from 'react';
import { CURVES_AT_MOST, type CurveScale } from '#contract/compare.ts';
import type { Failure } from '#contract/reply.ts';
import { type Answer, useQuery } from '../../engine/use-query.ts';
import { useAfterFrame } from '../../ui/use-after-frame.ts';
import { baselinePlace, type CompareSet, keyOf } from './compare-set.ts';
import { knownCorrelation, knownCurves, knownMonths, type OfRuns } from './known-runs.ts';
import { runLabels } from './run-labels.ts';

/** More times than a screen has columns are not seen; each stretch of time has a high and a low. */
const pointsOnScreen = () => Math.max(600, Math.min(4000, window.innerWidth));

/** All that is shown of the set, each as soon as it is there. `from`: the first of the runs in the tables. */
export function useComparison(set: CompareSet, scale: CurveScale, from: number) {
  const members = useMemo(() => [...set.members], [set.members]);
  const keys = useMemo(() => members.map(keyOf), [members]);
  const baseline = baselinePlace(set);
  const shown = useMemo(() => {
    const start = from < keys.length ? from : 0;
    return keys.slice(start, start + CURVES_AT_MOST).map((_, i) => start + i);
  }, [keys, from]);
  const few = shown.map((place) => members[place]!);
  const fewKeys = few.map(keyOf);
  const all = keys.length === 0 ? null : JSON.stringify(keys);
  const withBaseline = keys.length > CURVES_AT_MOST ? baseline : null;

  const facts = useQuery(all, async (engine) => {
    return { keys, value: await engine.compareRuns({ members }) };
  });
  const curves = useQuery(
    all === null ? null : JSON.stringify([all, scale, withBaseline]),
    async (engine) => {
      const points = pointsOnScreen();
      const request = { members, scale, points, baseline: withBaseline, picture: 'compare' };
      return { keys, value: await engine.compareCurves(request) };
    },
  );
  // The curves come first: they read the files, the others ask for what is then at hand.
  const isRead = curves.value !== undefined || curves.error !== undefined;
  const some = all !== null && isRead ? JSON.stringify(fewKeys) : null;
  const months = useQuery(some, async (engine) => {
    return { keys: fewKeys, value: await engine.compareMonths({ members: few }) };
  });
  const correlation = useQuery(some, async (engine) => {
    return { keys: fewKeys, value: await engine.compareCorrelation({ members: few }) };
  });

  // Fifty columns of figures take longer to draw than fifty curves, and lie below them.
  const areFactsThere = facts.value !== undefined || facts.error !== undefined;
  const hasFigures = useAfterFrame(areFactsThere && (isRead || keys.length > CURVES_AT_MOST));

  const answers = useMemo(() => {
    const byKey = new Map(facts.value?.keys.map((key, i) => [key, facts.value!.value[i]!]));
    return keys.map((key) => byKey.get(key));
  }, [facts.value, keys]);
  const runs = useMemo(() => answers.map((answer) => answer?.run ?? null), [answers]);
  const labels = useMemo(() => runLabels(runs, answers.map(Boolean)), [runs, answers]);
  const known = {
    curves: useKnown(curves, keys, knownCurves),
    months: useKnown(months, keys, knownMonths),
    correlation: useKnown(correlation, keys, knownCorrelation),
  };
  const failures = useMemo(() => {
    const found = new Map<number, Failure>(
      known.curves.value?.failed.map(({ place, failure }) => [place, failure]),
    );
    answers.forEach((answer, place) => {
      if (answer?.failure) found.set(place, answer.failure);
    });
    return [...found].map(([place, failure]) => ({ place, failure }));
  }, [answers, known.curves.value]);
  return { keys, baseline, shown, facts, ...known, hasFigures, runs, failures, labels };
}

function useKnown<Value, Known>(
  answer: Answer<OfRuns<Value>>,
  keys: readonly string[],
  know: (of: OfRuns<Value>, keys: readonly string[]) => Known,
): Answer<Known> {
  const { value } = answer;
  const known = useMemo(() => value && know(value, keys), [value, keys, know]);
  return { ...answer, value: known };
}
