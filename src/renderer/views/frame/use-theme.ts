import { useLayoutEffect } from 'react';
import { usePersistentState } from '../../engine/use-persistent-state.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const isTheme = (kept: unknown) => themes.some((theme) => theme === kept);

/** The system's theme unless the user asked for one of the two. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = usePersistentState<Theme>('theme', 'system', isTheme);
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
  }, [theme]);
  return [theme, setTheme];
}
