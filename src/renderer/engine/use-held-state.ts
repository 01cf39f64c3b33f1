import { useCallback, useSyncExternalStore } from 'react';
import { useConnection } from './engine-provider.tsx';

/** Like `useState`, but it outlives the screen, for as long as the window is open: for what is too large to be kept. */
export function useHeldState<Value>(
  key: string,
  initial: Value,
): [Value, (change: Value | ((before: Value) => Value)) => void] {
  const { states } = useConnection();
  const subscribe = useCallback(
    (listener: () => void) => states.subscribe(key, listener),
    [states, key],
  );
  const held = useSyncExternalStore(subscribe, () => states.peek(key)) as Value | undefined;
  const set = useCallback(
    (change: Value | ((before: Value) => Value)) => {
      const before = (states.peek(key) as Value | undefined) ?? initial;
      states.hold(
        key,
        typeof change === 'function' ? (change as (b: Value) => Value)(before) : change,
      );
    },
    [states, key, initial],
  );
  return [held ?? initial, set];
}
