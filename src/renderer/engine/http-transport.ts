import { httpPaths } from '#contract/http-paths.ts';
import type { EngineEvent } from '#contract/operations.ts';
import { fetchReply } from './fetch-reply.ts';
import type { Link, LiveTransport } from './live-transport.ts';

/** Bodies below this are sent even while the page is being closed (a limit of `fetch`, shared by all that are on their way). */
const KEEPALIVE_LIMIT = 32 * 1024;
const RETRY_MILLISECONDS = 2000;

/** Requests by POST, events by server-sent events, which come back by themselves when the server does. */
export function createHttpTransport(): LiveTransport {
  const listeners = new Set<(event: EngineEvent) => void>();
  const watchers = new Set<(link: Link) => void>();
  let source: EventSource | null = null;
  let link: Link = 'open';

  return {
    call(name, input) {
      const body = JSON.stringify(input);
      return fetchReply(httpPaths.api + name, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
        keepalive: name === 'writeState' && body.length < KEEPALIVE_LIMIT,
      });
    },

    subscribe(listener) {
      listeners.add(listener);
      if (source === null) listen();
      return () => listeners.delete(listener);
    },

    watchConnection(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
  };

  function listen() {
    const opened = new EventSource(httpPaths.events);
    source = opened;
    opened.onopen = () => tellLink('open');
    opened.onmessage = (message) => {
      const event = JSON.parse(message.data) as EngineEvent;
      for (const listener of listeners) listener(event);
    };
    opened.onerror = () => {
      // A refusal closes the stream for good: the browser itself only retries what was cut off.
      const isRefused = opened.readyState === EventSource.CLOSED;
      tellLink(isRefused ? 'refused' : 'lost');
      if (isRefused) window.setTimeout(listen, RETRY_MILLISECONDS);
    };
  }

  function tellLink(now: Link) {
    if (now === link) return;
    link = now;
    for (const watcher of watchers) watcher(now);
  }
}
