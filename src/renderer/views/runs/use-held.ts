import { useState } from 'react';

/** The value as it was when it last could be used: what may wait does not get in the way of what is seen. */
export function useHeld<Value>(value: Value, isReady: boolean): Value | null {
  const [held, setHeld] = useState<Value | null>(isReady ? value : null);
  if (!isReady || Object.is(held, value)) return held;
  setHeld(value);
  return value;
}
