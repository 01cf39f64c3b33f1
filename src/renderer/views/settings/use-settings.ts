import { useState } from 'react';
import { firstSettings, type Settings } from '#contract/settings.ts';
import { useEngine } from '../../engine/engine-provider.tsx';
import { useQuery } from '../../engine/use-query.ts';

export interface SettingsControl {
  settings: Settings;
  choose: (change: Partial<Settings>) => Promise<void>;
  /** Why they could not be read, or what was chosen not be kept. */
  error: unknown;
}

/** The settings of the engine; what is chosen shows at once, and goes back where it could not be kept. */
export function useSettings(): SettingsControl {
  const engine = useEngine();
  const kept = useQuery('settings', () => engine.readSettings({}));
  const [chosen, setChosen] = useState<Partial<Settings>>({});
  const [error, setError] = useState<unknown>();

  const choose = async (change: Partial<Settings>) => {
    setChosen((before) => ({ ...before, ...change }));
    setError(undefined);
    try {
      await engine.writeSettings(change);
    } catch (failure) {
      setChosen({});
      setError(failure);
    }
  };
  return {
    settings: { ...firstSettings, ...kept.value, ...chosen },
    choose,
    error: error ?? kept.error,
  };
}
