import type { EngineEvent } from '#contract/operations.ts';
import type { Failure, Reply } from '#contract/reply.ts';

/** To the engine's thread. */
export type EngineRequest =
  | { kind: 'call' | 'host'; id: number; name: string; input: unknown }
  | { kind: 'close' };

/** From the engine's thread. */
export type EngineMessage =
  | { kind: 'reply'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: EngineEvent }
  /** The engine could not be started: every call is answered with this. */
  | { kind: 'failed'; failure: Failure }
  | { kind: 'closed' };
