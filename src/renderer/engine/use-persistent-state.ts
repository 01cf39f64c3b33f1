import { use, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useConnection } from './engine-provider.tsx';

type Change<Value> = Value | ((before: Value) => Value);

/**
 * Like `useState`, but kept by the engine: it survives navigation and restart, and every component
 * with the same key shows the same. The component waits (Suspense) until the kept value is there,
 * so there is no first moment with the wrong one. `accepts` refuses what an older version kept.
 * `Value` is anything JSON can hold, except null.
 */
export function usePersistentState<Value extends {}>(
  key: string,
  initial: Value,
  accepts: (kept: unknown) => boolean = (kept) => typeof kept === typeof initial,
): [Value, (change: Change<Value>) => void] {
  const { states } = useConnection();
  const subscribe = useCallback(
    (listener: () => void) => states.subscribe(key, listener),
    [states, key],
  );
  if (states.peek(key) === undefined) use(states.load(key));
  const kept = useSyncExternalStore(subscribe, () => states.peek(key));

  const [first] = useState(initial);
  const value = pick(kept, first, accepts);
  const latest = useRef(accepts);
  useEffect(() => {
    latest.current = accepts;
  });
  const set = useCallback(
    (change: Change<Value>) => {
      const before = pick(states.peek(key), first, latest.current);
      states.write(key, isFunction(change) ? change(before) : change);
    },
    [states, key, first],
  );
  return [value, set];
}

function pick<Value extends {}>(
  kept: unknown,
  initial: Value,
  accepts: (kept: unknown) => boolean,
): Value {
  return kept !== undefined && kept !== null && accepts(kept) ? (kept as Value) : initial;
}

function isFunction<Value>(change: Change<Value>): change is (before: Value) => Value {
  return typeof change === 'function';
}
