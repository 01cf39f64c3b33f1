import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useThemeTurn } from '../use-theme-turn.ts';
import { type ChartColours, chartColours } from './chart-colours.ts';

/** The theme's colours where an element stands; null before it is there, new ones when the theme turns. */
export function useChartColours<Place extends HTMLElement = HTMLDivElement>(): {
  colours: ChartColours | null;
  ref: RefObject<Place | null>;
} {
  const ref = useRef<Place>(null);
  const [colours, setColours] = useState<ChartColours | null>(null);
  const turn = useThemeTurn();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useLayoutEffect(() => {
    setColours(chartColours(ref.current ?? document.documentElement));
  }, [turn]);
  return { colours, ref };
}
