import { usePersistentState } from '../../engine/use-persistent-state.ts';

/** `new`: it is offered in the demo archive; a number: the step it is at; `done`: seen, or not wanted. */
export type TourState = 'new' | 'done' | number;

const isTour = (kept: unknown) =>
  kept === 'new' || kept === 'done' || (typeof kept === 'number' && kept >= 0);

/** Where the tour is, kept over restarts: it is offered once. */
export function useTour(): [TourState, (state: TourState) => void] {
  return usePersistentState<TourState>('tour', 'new', isTour);
}
