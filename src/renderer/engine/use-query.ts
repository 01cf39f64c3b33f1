import { useCallback, useEffect, useRef, useState } from 'react';
import type { Engine } from '#contract/operations.ts';
import { useConnection } from './engine-provider.tsx';

export interface Answer<Value> {
  /** The last answer, also while the next one is under way; undefined before the first. */
  value: Value | undefined;
  /** Why the last question failed; undefined when it did not. */
  error: unknown;
  isLoading: boolean;
  /** `value` belongs to an earlier key. */
  isStale: boolean;
  /** Asks again. */
  refresh: () => void;
}

interface Held<Value> {
  key: string | null;
  value: Value | undefined;
  error: unknown;
}

/**
 * Asks the engine whenever `key` changes (a text that holds everything the answer depends on; null
 * asks nothing), and again after the connection was lost. An answer that comes after a newer
 * question is thrown away.
 */
export function useQuery<Value>(
  key: string | null,
  ask: (engine: Engine) => Promise<Value>,
): Answer<Value> {
  const { engine, reconnects } = useConnection();
  const [held, setHeld] = useState<Held<Value>>({ key: null, value: undefined, error: undefined });
  const [answered, setAnswered] = useState<string | null>(null);
  const [turn, setTurn] = useState(0);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });

  const question = key === null ? null : `${turn} ${reconnects} ${key}`;
  useEffect(() => {
    if (key === null) return;
    let isCurrent = true;
    latest.current(engine).then(
      (value) => {
        if (!isCurrent) return;
        setHeld({ key, value, error: undefined });
        setAnswered(question);
      },
      (error: unknown) => {
        if (!isCurrent) return;
        setHeld((before) => ({ ...before, error }));
        setAnswered(question);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [engine, key, question]);

  const refresh = useCallback(() => setTurn((before) => before + 1), []);
  const isLoading = question !== null && answered !== question;
  return {
    value: held.value,
    error: isLoading ? undefined : held.error,
    isLoading,
    isStale: held.value !== undefined && held.key !== key,
    refresh,
  };
}
