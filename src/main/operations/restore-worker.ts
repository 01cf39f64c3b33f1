import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { describeFailure } from '#contract/archive-error.ts';
import { openFrameWriter } from '../formats/zstd/frame-writer.ts';
import { openIndexReader } from '../store/index/open-index.ts';
import { layout } from '../store/tiered/layout.ts';
import { type Restorer, restoreFile } from '../store/tiered/restore-file.ts';
import { openTieredReader } from '../store/tiered/tiered-reader.ts';
import { asRefusal } from './refusal.ts';
import type {
  Proved,
  ProveRequest,
  RestoreReply,
  RestoreRequest,
  RestoreSetup,
} from './restore-messages.ts';
import { writeRestored } from './write-restored.ts';

/** The entry of a thread that makes files from the tiers, to compare them or to write them out. */
const port = parentPort;
if (port === null) throw new Error('to be started as a worker thread');
const { root } = workerData as RestoreSetup;
const restorer: Restorer = {
  reader: openTieredReader(root, openIndexReader(join(root, layout.indexFile))),
  write: openFrameWriter(),
  memory: new Map(),
};

port.on('message', async (request: RestoreRequest) => {
  port.postMessage(await answer(request));
});

async function answer(request: RestoreRequest): Promise<RestoreReply> {
  try {
    const work = request.kind === 'prove' ? prove(request) : writeRestored(restorer, request);
    return { ok: true, answer: await work };
  } catch (thrown) {
    const error = asRefusal(thrown);
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { ok: false, error: describeFailure(error), details };
  }
}

async function prove({ place }: ProveRequest): Promise<Proved> {
  const { stored, isExact, frame, bytes } = await restoreFile(restorer, place);
  return {
    kind: 'proved',
    fileSha256: stored.sha256,
    proved: isExact ? 'file' : 'payload',
    frame,
    bytes: bytes.length,
  };
}
