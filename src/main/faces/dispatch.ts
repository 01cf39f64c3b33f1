import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { Engine, OperationName } from '#contract/operations.ts';
import { parsers } from '#contract/parsers.ts';
import type { Reply } from '#contract/reply.ts';
import { asRefusal } from '../operations/refusal.ts';

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
  try {
    if (!isOperation(name)) throw new ArchiveError('bad-request', `no operation "${name}"`);
    return { ok: true, value: await call(engine, name, rawInput) };
  } catch (thrown) {
    const error = asRefusal(thrown);
    if (!(error instanceof ArchiveError)) log(error);
    return { ok: false, error: describeFailure(error) };
  }
}

/** Own keys only: a name such as "constructor" must not reach the prototype. */
function isOperation(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(parsers, name);
}

function call<Name extends OperationName>(engine: Engine, name: Name, rawInput: unknown) {
  return engine[name](parse(name, rawInput));
}

function parse<Name extends OperationName>(name: Name, rawInput: unknown) {
  try {
    return parsers[name](rawInput);
  } catch (cause) {
    throw new ArchiveError('bad-request', `${name}: ${(cause as Error).message}`, { cause });
  }
}
