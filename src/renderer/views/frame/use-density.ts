import { usePersistentState } from '../../engine/use-persistent-state.ts';

export const densities = ['compact', 'normal', 'roomy'] as const;
export type Density = (typeof densities)[number];

/** Pixels of a row. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 24, normal: 28, roomy: 36 };

export const densityLabels: Readonly<Record<Density, string>> = {
  compact: 'Compact (24 px)',
  normal: 'Normal (28 px)',
  roomy: 'Roomy (36 px)',
};

const isDensity = (kept: unknown) => densities.some((density) => density === kept);

/** How close the rows of every table stand. */
export function useDensity(): [Density, (density: Density) => void] {
  return usePersistentState<Density>('density', 'normal', isDensity);
}
