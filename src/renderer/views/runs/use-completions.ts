import { useEffect, useMemo, useState } from 'react';
import { type Expectation, expectAt } from '#contract/filter/expect-at.ts';
import { type Completions, completions, factsOf } from './completions.ts';
import { useFilterKnowledge } from './filter-context.ts';

/** Parameters with more values than this are typed, not picked. */
const PICKED_FROM = 1000;

/** What can be typed at the caret; the values of a column are asked for when they are needed. */
export function useCompletions(
  text: string,
  caret: number,
): Completions & { expectation: Expectation } {
  const { facts, scope, valuesOf } = useFilterKnowledge();
  const expectation = useMemo(() => expectAt(text, caret), [text, caret]);
  const compared =
    expectation.kind === 'value' ? factsOf(expectation.name, facts, scope) : undefined;
  const hasValues =
    compared?.kind === 'text' ||
    (compared?.group === 'parameters' && (compared.distinct ?? PICKED_FROM) < PICKED_FROM);
  const column = hasValues ? compared.key : null;
  const [found, setFound] = useState<{ column: string; values: readonly string[] } | null>(null);

  useEffect(() => {
    if (column === null) return;
    let isOver = false;
    valuesOf(column).then(
      (values) => {
        if (!isOver) setFound({ column, values });
      },
      // Without them the value is typed.
      () => {},
    );
    return () => {
      isOver = true;
    };
  }, [column, valuesOf]);

  const values = column !== null && found?.column === column ? found.values : none;
  const offered = useMemo(
    () => completions(expectation, facts, scope, values),
    [expectation, facts, scope, values],
  );
  return { ...offered, expectation };
}

const none: readonly string[] = [];
