import type { ComparedCorrelation, ComparedCurves, ComparedMonths } from '#contract/compare.ts';

/** An answer of the engine with the runs it was asked for: the set may have changed since. */
export interface OfRuns<Value> {
  keys: readonly string[];
  value: Value;
}

/** Where the runs of an answer stand in the set now; -1 for those that are gone. */
function placesIn(keys: readonly string[], now: readonly string[]): number[] {
  const places = new Map(now.map((key, place) => [key, place]));
  return keys.map((key) => places.get(key) ?? -1);
}

/** The curves of runs that are in the set, at their places there. */
export function knownCurves(
  { keys, value }: OfRuns<ComparedCurves>,
  now: readonly string[],
): ComparedCurves {
  const places = placesIn(keys, now);
  const move = <Of extends { place: number }>(all: readonly Of[]): Of[] =>
    all.flatMap((one) => {
      const place = places[one.place] ?? -1;
      return place < 0 ? [] : [{ ...one, place }];
    });
  return { ...value, curves: move(value.curves), failed: move(value.failed) };
}

export function knownMonths(
  { keys, value }: OfRuns<ComparedMonths>,
  now: readonly string[],
): ComparedMonths & { shown: number[] } {
  const places = placesIn(keys, now);
  const isKnown = (_: unknown, at: number) => places[at]! >= 0;
  return { ...value, returns: value.returns.filter(isKnown), shown: places.filter(isKnown) };
}

export function knownCorrelation(
  { keys, value }: OfRuns<ComparedCorrelation>,
  now: readonly string[],
): ComparedCorrelation & { shown: number[] } {
  const places = placesIn(keys, now);
  const isKnown = (_: unknown, at: number) => places[at]! >= 0;
  const square = <Of>(rows: readonly (readonly Of[])[]) =>
    rows.filter(isKnown).map((row) => row.filter(isKnown));
  return {
    ...value,
    coefficients: square(value.coefficients),
    shared: square(value.shared),
    shown: places.filter(isKnown),
  };
}
