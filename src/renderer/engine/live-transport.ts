import type { Transport } from '#contract/connect.ts';

/** A transport that also says when it is cut off; after that, what was told before may be stale. */
export interface LiveTransport extends Transport {
  watchConnection(watcher: (isConnected: boolean) => void): () => void;
}
