import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure } from '#contract/archive-error.ts';
import { nodeDisk } from '../store/durable/disk.ts';
import { openPublisher } from '../store/durable/publisher.ts';
import { buildBatch } from '../store/tiered/build-batch.ts';
import type {
  BatchReply,
  BatchRequest,
  BatchSetup,
  ClaimAnswer,
  ClaimQuestion,
} from './batch-messages.ts';
import { asRefusal } from './refusal.ts';

/** The entry of a thread that takes bundles apart, writes them as a batch and proves it; it publishes nothing. */
const port = parentPort;
if (port === null) throw new Error('to be started as a worker thread');
const publisher = openPublisher((workerData as BatchSetup).root, nodeDisk);

let answered: (ids: ReadonlySet<string>) => void = () => {};

port.on('message', async (message: BatchRequest | ClaimAnswer) => {
  if ('claimed' in message) answered(new Set(message.claimed));
  else port.postMessage(await answer(message));
});

/** One batch at a time: at most one question is open. */
function claim(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const question: ClaimQuestion = { claim: ids };
  port!.postMessage(question);
  return new Promise((resolve) => {
    answered = resolve;
  });
}

async function answer({ files, code }: BatchRequest): Promise<BatchReply> {
  try {
    return { ok: true, batch: await buildBatch(publisher, files, { code, claim }) };
  } catch (thrown) {
    const error = asRefusal(thrown);
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: describeFailure(error), details };
  }
}
