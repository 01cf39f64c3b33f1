import type { HostOperations } from '#contract/host-operations.ts';

/** What faces may ask of an engine, see `HostOperations`. */
export type HostEngine = {
  [Name in keyof HostOperations]: (
    input: Parameters<HostOperations[Name]>[0],
  ) => Promise<ReturnType<HostOperations[Name]>>;
};
