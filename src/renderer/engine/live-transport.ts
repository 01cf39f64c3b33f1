import type { Transport } from '#contract/connect.ts';

/** `lost`: nobody answers; it comes back by itself. `refused`: somebody answers, but not to this page. */
export type Link = 'open' | 'lost' | 'refused';

/** A transport that also says when it is cut off; after that, what was told before may be stale. */
export interface LiveTransport extends Transport {
  watchConnection(watcher: (link: Link) => void): () => void;
}
