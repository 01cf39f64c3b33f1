import { createContext, use } from 'react';

/** Tells readers what an act did: its effect may lie elsewhere on the screen. */
export const SayContext = createContext<(text: string) => void>(() => {});

export function useSay(): (text: string) => void {
  return use(SayContext);
}
