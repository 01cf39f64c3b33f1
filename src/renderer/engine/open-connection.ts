import { connect } from '#contract/connect.ts';
import type { DesktopBridge } from '#contract/desktop-bridge.ts';
import type { Engine } from '#contract/operations.ts';
import { createBrowserHost } from './browser-host.ts';
import { createDesktopHost } from './desktop-host.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import type { Host } from './host.ts';
import { createHttpTransport } from './http-transport.ts';
import type { Link } from './live-transport.ts';
import { createStateStore, type StateStore } from './state-store.ts';

declare global {
  interface Window {
    /** Given by the preload in Electron; in the browser face there is none. */
    strata?: DesktopBridge;
  }
}

/** The engine, however it is reached. */
export interface Connection {
  engine: Engine;
  host: Host;
  states: StateStore;
  events: EventHub;
  watchConnection(watcher: (link: Link) => void): () => void;
}

const STATE_DELAY = 250;

export function openConnection(): Connection {
  const bridge = window.strata;
  const transport =
    bridge === undefined ? createHttpTransport() : { ...bridge, watchConnection: () => () => {} };
  const engine = connect(transport);
  const states = createStateStore(engine, STATE_DELAY);
  // Both, because neither comes for certain on every way a page can go.
  window.addEventListener('pagehide', states.flush);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') states.flush();
  });
  return {
    engine,
    host: bridge === undefined ? createBrowserHost() : createDesktopHost(bridge),
    states,
    events: createEventHub(transport.subscribe),
    watchConnection: transport.watchConnection,
  };
}
