import type { RefObject } from 'react';
import { useCallback, useEffect, useMemo } from 'react';
import type { ComparedCurves, CurveScale } from '#contract/compare.ts';
import { formatDay, formatNumber, NOTHING } from '../../ui/format.ts';
import type { CurvePoint } from './curve-charts.tsx';

/** Writes every run's value at the pointer, else its last, into the legend, without React: it follows the pointer. */
export function useLegendValues(
  curves: ComparedCurves | undefined,
  scale: CurveScale,
  values: RefObject<(HTMLElement | null)[]>,
): (point: CurvePoint) => void {
  const last = useMemo(
    () => curves?.curves.map(({ equity }) => equity.findLastIndex((value) => value !== null)) ?? [],
    [curves],
  );
  const say = useCallback(
    ({ index, near }: CurvePoint) => {
      curves?.curves.forEach(({ place, equity, drawdown }, i) => {
        const element = values.current[place];
        if (!element) return;
        const at = index ?? last[i]!;
        const value = equity[at] ?? null;
        const fall = drawdown[at] ?? null;
        element.textContent =
          value === null ? NOTHING : formatNumber(value, scale === 'rebased' ? 1 : 2);
        const time = curves.time[at];
        element.title =
          time === undefined
            ? ''
            : `${formatDay(time)} UTC, drawdown ${fall === null ? NOTHING : `${formatNumber(fall * 100, 2)}\u202f%`}`;
        element.closest('li')?.classList.toggle('compare-near', near === place);
      });
    },
    [curves, last, scale, values],
  );
  useEffect(() => say({ index: null, near: null }), [say]);
  return say;
}
