/** What a key does to curves over time that have the focus. */
export type CurveKey =
  /** So many points on. */
  | { act: 'step'; by: number }
  /** A twentieth of all points on. */
  | { act: 'page'; by: -1 | 1 }
  | { act: 'edge'; at: 'first' | 'last' }
  /** To the curve above or below in the list. */
  | { act: 'curve'; by: -1 | 1 }
  /** So much of what is seen now is seen afterwards. */
  | { act: 'zoom'; factor: number }
  | { act: 'whole' };

const keys: Readonly<Record<string, CurveKey>> = {
  ArrowLeft: { act: 'step', by: -1 },
  ArrowRight: { act: 'step', by: 1 },
  PageUp: { act: 'page', by: -1 },
  PageDown: { act: 'page', by: 1 },
  Home: { act: 'edge', at: 'first' },
  End: { act: 'edge', at: 'last' },
  ArrowUp: { act: 'curve', by: -1 },
  ArrowDown: { act: 'curve', by: 1 },
  '+': { act: 'zoom', factor: 0.5 },
  '=': { act: 'zoom', factor: 0.5 },
  '-': { act: 'zoom', factor: 2 },
  '0': { act: 'whole' },
};

/** Null for keys that are for others: with a modifier they are the app's or the browser's. */
export function curveKeyOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): CurveKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  return keys[event.key] ?? null;
}

/** Where the cursor goes among points from 0 to `last`; null for keys that do not move it. */
export function pointAfter(key: CurveKey, index: number, last: number): number | null {
  const page = Math.max(1, Math.round(last / 20));
  const within = (to: number) => Math.min(last, Math.max(0, to));
  switch (key.act) {
    case 'step':
      return within(index + key.by);
    case 'page':
      return within(index + key.by * page);
    case 'edge':
      return key.at === 'first' ? 0 : last;
    default:
      return null;
  }
}
