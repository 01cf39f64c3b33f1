import { useState } from 'react';
import type { RunRef } from '#contract/run-page.ts';
import { keyOf } from './use-run.ts';

/** A trade chosen in a table, to be shown on the price. */
export interface ShownTrade {
  tradeNo: number;
  symbol: string;
  openedAt: number;
  closedAt: number | null;
}

export function useShownTrade(ref: RunRef | null): {
  shown: ShownTrade | null;
  show: (trade: ShownTrade | null) => void;
} {
  const [held, setHeld] = useState<{ of: string | null; trade: ShownTrade | null }>({
    of: null,
    trade: null,
  });
  const of = keyOf(ref);
  return {
    shown: held.of === of ? held.trade : null,
    show: (trade) => setHeld({ of, trade }),
  };
}
