import { ArchiveError } from './archive-error.ts';
import { operationNames } from './operation-names.ts';
import type { Engine, EngineEvent, OperationName } from './operations.ts';
import type { Reply } from './reply.ts';

/** The only thing that differs between desktop and web: how a request travels. */
export interface Transport {
  call(name: OperationName, input: unknown): Promise<Reply<unknown>>;
  /** Returns how to stop listening. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
}

export function connect(transport: Transport): Engine {
  return Object.fromEntries(
    operationNames.map((name) => [name, (input: unknown) => call(name, input)]),
  ) as Engine;

  async function call(name: OperationName, input: unknown) {
    const reply = await transport.call(name, input);
    if (reply.ok) return reply.value;
    const { code, message, ...place } = reply.error;
    throw new ArchiveError(code, message, place);
  }
}
