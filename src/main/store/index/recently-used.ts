/** Keeps what was asked for last, up to a total weight. */
export interface RecentlyUsed<Value> {
  get(key: string): Value | undefined;
  has(key: string): boolean;
  /** The value kept under the key, made when there is none. */
  getOrMake(key: string, make: () => Value): Value;
}

/** `weigh` in any unit, the same as `limit`. The newest value is kept even when it outweighs the limit. */
export function keepRecentlyUsed<Value>(
  limit: number,
  weigh: (value: Value) => number,
): RecentlyUsed<Value> {
  // A Map lists its keys in the order they were set: the first is the one unused for longest.
  const kept = new Map<string, Value>();
  let weight = 0;

  function get(key: string): Value | undefined {
    const value = kept.get(key);
    if (value === undefined) return undefined;
    kept.delete(key);
    kept.set(key, value);
    return value;
  }

  function keep(key: string, value: Value): void {
    kept.set(key, value);
    weight += weigh(value);
    for (const [oldest, old] of kept) {
      if (weight <= limit || kept.size === 1) return;
      kept.delete(oldest);
      weight -= weigh(old);
    }
  }

  return {
    get,
    has: (key) => kept.has(key),
    getOrMake(key, make) {
      const known = get(key);
      if (known !== undefined) return known;
      const value = make();
      keep(key, value);
      return value;
    },
  };
}
