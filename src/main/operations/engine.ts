import type { EngineOptions, HostOperations } from '#contract/host-operations.ts';
import type { Engine, EngineEvent } from '#contract/operations.ts';

export type HostEngine = {
  [Name in keyof HostOperations]: (
    input: Parameters<HostOperations[Name]>[0],
  ) => Promise<ReturnType<HostOperations[Name]>>;
};

export interface RunningEngine {
  readonly engine: Engine;
  readonly host: HostEngine;
  /** Returns how to stop listening. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Stops all jobs where they are (they show as interrupted) and closes every file. */
  close(): Promise<void>;
}

export function createEngine(options: EngineOptions): RunningEngine {
  throw new Error(`not built yet: ${options.stateFolder}`);
}
