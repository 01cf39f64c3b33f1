import type { EngineEvent } from '#contract/operations.ts';

export type EventType = EngineEvent['type'];
export type EventOf<Type extends EventType> = Extract<EngineEvent, { type: Type }>;

export interface EventHub {
  /** Hears one type of event. Returns how to stop. */
  on<Type extends EventType>(type: Type, listener: (event: EventOf<Type>) => void): () => void;
}

/**
 * What asks the window to do something may come before the window is ready, right when it starts: the
 * latest of each is kept for the first that listens. What tells of changes can be asked for instead.
 */
const keptForLater: ReadonlySet<EventType> = new Set(['open-archive', 'command']);

/** One subscription to the transport, whatever number of pieces listen. */
export function createEventHub(
  subscribe: (listener: (event: EngineEvent) => void) => () => void,
): EventHub {
  const listeners = new Map<EventType, Set<(event: never) => void>>();
  const kept = new Map<EventType, EngineEvent>();
  let isSubscribed = false;

  return {
    on(type, listener) {
      const all = listeners.get(type) ?? new Set();
      listeners.set(type, all.add(listener));
      if (!isSubscribed) {
        isSubscribed = true;
        subscribe(deliver);
      }
      const waiting = kept.get(type);
      kept.delete(type);
      if (waiting !== undefined) listener(waiting as EventOf<typeof type>);
      return () => all.delete(listener);
    },
  };

  function deliver(event: EngineEvent) {
    const all = listeners.get(event.type);
    if (all !== undefined && all.size > 0) {
      for (const listener of all) (listener as (event: EngineEvent) => void)(event);
    } else if (keptForLater.has(event.type)) {
      kept.set(event.type, event);
    }
  }
}
