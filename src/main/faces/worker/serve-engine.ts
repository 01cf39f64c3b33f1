import type { MessagePort } from 'node:worker_threads';
import { ArchiveError, describeFailure } from '#contract/archive-error.ts';
import type { EngineOptions } from '#contract/host-operations.ts';
import type { Reply } from '#contract/reply.ts';
import { createEngine, type RunningEngine } from '../../operations/engine.ts';
import { openErrorLog } from '../../operations/error-log.ts';
import type { HostEngine } from '../../operations/host-engine.ts';
import { dispatch } from '../dispatch.ts';
import type { EngineMessage, EngineRequest } from './engine-messages.ts';

/** Answers one port with an engine, until it is told to close. */
export function serveEngine(port: MessagePort, options: EngineOptions): void {
  const log = openErrorLog(options.stateFolder);
  const send = (message: EngineMessage) => port.postMessage(message);
  const running = start(options, log, send);
  if (running === null) return;
  running.subscribe((event) => send({ kind: 'event', event }));

  let isClosing = false;
  let isClosed = false;
  // What is still under way then finds its files closed: no news for the log.
  const logUnlessClosing = (error: unknown) => {
    if (!isClosing) log(error);
  };
  port.on('message', async (request: EngineRequest) => {
    if (request.kind === 'close') {
      isClosing = true;
      await running.close().catch(log);
      isClosed = true;
      send({ kind: 'closed' });
      port.close();
      return;
    }
    // What a closing page still keeps is taken as long as there is a file to keep it in.
    if (isClosed) return send({ kind: 'reply', id: request.id, reply: closed });
    const { id, kind, name, input } = request;
    const reply =
      kind === 'call'
        ? await dispatch(running.engine, name, input, logUnlessClosing)
        : await dispatchHost(running.host, name, input, logUnlessClosing);
    send({ kind: 'reply', id, reply });
  });
}

const closed: Reply<never> = {
  ok: false,
  error: describeFailure(new ArchiveError('cancelled', 'the engine is closed')),
};

function start(
  options: EngineOptions,
  log: (error: unknown) => void,
  send: (message: EngineMessage) => void,
): RunningEngine | null {
  try {
    return createEngine(options);
  } catch (error) {
    if (!(error instanceof ArchiveError)) log(error);
    send({ kind: 'failed', failure: describeFailure(error) });
    return null;
  }
}

/** Faces are ours: their input needs no parsing, their errors the same envelope. */
async function dispatchHost(
  host: HostEngine,
  name: string,
  input: unknown,
  log: (error: unknown) => void,
): Promise<Reply<unknown>> {
  try {
    if (!Object.hasOwn(host, name)) {
      throw new ArchiveError('bad-request', `no host operation "${name}"`);
    }
    const operation = host[name as keyof HostEngine] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await operation(input) };
  } catch (error) {
    if (!(error instanceof ArchiveError)) log(error);
    return { ok: false, error: describeFailure(error) };
  }
}
