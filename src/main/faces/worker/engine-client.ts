import type { EngineOptions, HostOperations } from '#contract/host-operations.ts';
import type { EngineEvent, OperationName } from '#contract/operations.ts';
import type { Reply } from '#contract/reply.ts';

/** The engine in its worker thread, as the faces of this process use it. */
export interface EngineClient {
  call(name: OperationName, input: unknown): Promise<Reply<unknown>>;
  host<Name extends keyof HostOperations>(
    name: Name,
    input: Parameters<HostOperations[Name]>[0],
  ): Promise<Reply<ReturnType<HostOperations[Name]>>>;
  subscribe(listener: (event: EngineEvent) => void): () => void;
  close(): Promise<void>;
}

export function startEngineWorker(options: EngineOptions): EngineClient {
  throw new Error(`not built yet: ${options.stateFolder}`);
}
