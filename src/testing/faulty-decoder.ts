import { parentPort, workerData } from 'node:worker_threads';
import type { BundleRecord } from '#main/formats/bundle/bundle-record.ts';
import type { DecoderSetup } from '#main/operations/decode-messages.ts';
import { BIG_PAYLOAD_BYTES } from '#main/operations/decode-messages.ts';
import { serveDecoding } from '#main/operations/serve-decoding.ts';

/** A decoding thread whose reader misbehaves as each file's text tells it to. */
const setup = workerData as DecoderSetup;

serveDecoding(parentPort!, setup, {
  declaredPayloadBytes: (file) => (textOf(file).startsWith('big') ? BIG_PAYLOAD_BYTES : 0),
  readBundleRecord(file) {
    const text = textOf(file);
    if (text.endsWith('hang')) for (;;);
    if (text.endsWith('exit')) process.exit(1);
    if (text.endsWith('eat memory')) eatMemory();
    if (text === 'throw') throw new RangeError('secret detail');
    return aRecord('fine', Atomics.load(setup.bigTurn, 0) === setup.place + 1 ? countInHand() : 0);
  },
});

function textOf(file: Uint8Array): string {
  return Buffer.from(file).toString();
}

/**
 * How many decoders have a big payload in hand. Those that wait for their turn show as idle, but not yet on the
 * way there: looked at until one is left, or until nothing but a second holder can explain it.
 */
function countInHand(): number {
  const count = () => setup.inHand.filter((number) => number >= 0).length;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; count() > 1 && looks < 300; looks++) Atomics.wait(pause, 0, 0, 10);
  return count();
}

function eatMemory(): never {
  const eaten: number[][] = [];
  for (;;) eaten.push(Array.from({ length: 1_000_000 }, Math.random));
}

function aRecord(tag: string, payloadBytes: number): BundleRecord {
  return {
    bundleId: '',
    formatVersion: 2,
    payloadBytes,
    algorithmId: null,
    anchorAlgorithmId: null,
    tag,
    engineType: null,
    riskFreeRate: null,
    frameworkVersion: null,
    parametersJson: null,
    strategyIdsJson: null,
    strategyIds: [],
    parameters: [],
    studyNames: [],
    studies: [],
    summary: null,
    runs: [],
    ohlcv: null,
  };
}
