import type { Engine } from '#contract/operations.ts';
import type { Reply } from '#contract/reply.ts';

/**
 * The one door into the engine: IPC, HTTP, worker and tests all come through here. `log` gets what is
 * unexpected, in full; the reply only says `internal`.
 */
export async function dispatch(
  engine: Engine,
  name: string,
  rawInput: unknown,
  log: (error: unknown) => void = console.error,
): Promise<Reply<unknown>> {
  throw new Error(`not built yet: ${name} ${String(rawInput)} ${typeof engine} ${typeof log}`);
}
