import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure } from '#contract/archive-error.ts';
import { checkBatch } from '../store/tiered/check-batch.ts';
import type { BatchManifest } from '../store/tiered/manifest.ts';
import type { CheckReply, CheckSetup } from './check-pool.ts';
import { asRefusal } from './refusal.ts';

/** The entry of a thread that reads and proves batches of an archive; it writes nothing. */
const port = parentPort;
if (port === null) throw new Error('to be started as a worker thread');
const { root } = workerData as CheckSetup;

port.on('message', async (manifest: BatchManifest) => {
  port.postMessage(await answer(manifest));
});

async function answer(manifest: BatchManifest): Promise<CheckReply> {
  try {
    return { ok: true, checked: await checkBatch(root, manifest) };
  } catch (thrown) {
    const error = asRefusal(thrown);
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: describeFailure(error), details };
  }
}
