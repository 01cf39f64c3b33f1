import type { ServerResponse } from 'node:http';
import type { EngineEvent } from '#contract/operations.ts';
import { securityHeaders } from './security-headers.ts';

export interface EventStreams {
  /** `greeting` is told to this page only. */
  add(response: ServerResponse, greeting: EngineEvent | null): void;
  tell(event: EngineEvent): void;
  closeAll(): void;
}

/** A page that reads nothing for so long is dropped; it connects again and asks afresh. */
const UNREAD_LIMIT = 4 * 1024 * 1024;

/** Keeps tunnels and proxies from taking a quiet connection for a dead one. */
const BEAT_MILLISECONDS = 20_000;

/** `GET /events`: server-sent events, one JSON `EngineEvent` each. */
export function createEventStreams(): EventStreams {
  const open = new Set<ServerResponse>();
  const beat = setInterval(() => sendAll(': still here\n\n'), BEAT_MILLISECONDS);
  beat.unref();

  return {
    add(response, greeting) {
      response.writeHead(200, { ...securityHeaders, 'Content-Type': 'text/event-stream' });
      response.write('retry: 1000\n\n');
      if (greeting !== null) response.write(message(greeting));
      open.add(response);
      response.once('close', () => open.delete(response));
    },
    tell: (event) => sendAll(message(event)),
    closeAll() {
      clearInterval(beat);
      for (const response of open) response.end();
    },
  };

  function sendAll(text: string): void {
    for (const response of open) {
      if (response.writableLength > UNREAD_LIMIT) response.destroy();
      else response.write(text);
    }
  }
}

function message(event: EngineEvent): string {
  return `data: ${JSON.stringify(event)}\n\n`;
}
