import type { HostOperations } from '#contract/host-operations.ts';
import type { OperationName } from '#contract/operations.ts';
import type { EngineClient } from '../worker/engine-client.ts';

const changing: ReadonlySet<OperationName | keyof HostOperations> = new Set([
  'openArchive',
  'reopenArchive',
  'openDemo',
  'forgetArchive',
  'openPath',
] as const);

/** The same engine, which also says when the list of archives may be another one: the menu shows it. */
export function watchArchives(engine: EngineClient, onChange: () => void): EngineClient {
  return {
    ...engine,
    async call(name, input) {
      const reply = await engine.call(name, input);
      if (reply.ok && changing.has(name)) onChange();
      return reply;
    },
    async host(name, input) {
      const reply = await engine.host(name, input);
      if (reply.ok && changing.has(name)) onChange();
      return reply;
    },
  };
}
