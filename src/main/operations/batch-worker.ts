import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure } from '#contract/archive-error.ts';
import { nodeDisk } from '../store/durable/disk.ts';
import { openPublisher } from '../store/durable/publisher.ts';
import { buildBatch } from '../store/tiered/build-batch.ts';
import type { BatchReply, BatchRequest, BatchSetup } from './batch-messages.ts';

/** The entry of a thread that takes bundles apart, writes them as a batch and proves it; it publishes nothing. */
const port = parentPort;
if (port === null) throw new Error('to be started as a worker thread');
const publisher = openPublisher((workerData as BatchSetup).root, nodeDisk);

port.on('message', async ({ files, code }: BatchRequest) => {
  port.postMessage(await answer(files, code));
});

async function answer(files: BatchRequest['files'], code: string | null): Promise<BatchReply> {
  try {
    return { ok: true, batch: await buildBatch(publisher, files, code) };
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: describeFailure(error), details };
  }
}
