import type { ReactNode } from 'react';
import { createContext, use, useEffect, useMemo, useRef, useState } from 'react';
import type { Engine } from '#contract/operations.ts';
import type { EventOf, EventType } from './event-hub.ts';
import type { Host } from './host.ts';
import type { Link } from './live-transport.ts';
import type { Connection } from './open-connection.ts';

interface EngineContextValue extends Connection {
  link: Link;
  /** Grows whenever the connection comes back: what was asked before may be stale. */
  reconnects: number;
}

type LinkState = Pick<EngineContextValue, 'link' | 'reconnects'>;

const EngineContext = createContext<EngineContextValue | null>(null);

export function EngineProvider({
  connection,
  children,
}: {
  connection: Connection;
  children: ReactNode;
}) {
  const [{ link, reconnects }, setLink] = useState<LinkState>({ link: 'open', reconnects: 0 });
  useEffect(
    () =>
      connection.watchConnection((now) =>
        setLink((before) => ({
          link: now,
          reconnects: before.reconnects + (now === 'open' && before.link !== 'open' ? 1 : 0),
        })),
      ),
    [connection],
  );
  const value = useMemo(
    () => ({ ...connection, link, reconnects }),
    [connection, link, reconnects],
  );
  return <EngineContext value={value}>{children}</EngineContext>;
}

export function useConnection(): EngineContextValue {
  const value = use(EngineContext);
  if (value === null) throw new Error('used outside of EngineProvider');
  return value;
}

/** The engine's operations. They throw `ArchiveError`. */
export function useEngine(): Engine {
  return useConnection().engine;
}

export function useHost(): Host {
  return useConnection().host;
}

/** Hears one kind of event while the component is there. `listener` may be a new function each time. */
export function useEngineEvent<Type extends EventType>(
  type: Type,
  listener: (event: EventOf<Type>) => void,
): void {
  const { events } = useConnection();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => events.on(type, (event) => latest.current(event)), [events, type]);
}
