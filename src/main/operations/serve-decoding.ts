import type { MessagePort } from 'node:worker_threads';
import type { ReadBundleRecord } from '../formats/bundle/bundle-record.ts';
import { giveBackBigTurn, takeBigTurn } from './big-turn.ts';
import { createFileDecoder } from './decode-file.ts';
import {
  BIG_PAYLOAD_BYTES,
  type DecodeReply,
  type DecodeRequest,
  type DecoderSetup,
  IDLE,
} from './decode-messages.ts';

export interface BundleReader {
  readBundleRecord: ReadBundleRecord;
  /** What the header of the frame says of the payload; 0 where it says nothing. */
  declaredPayloadBytes(file: Uint8Array): number;
}

/** A decoder's whole life: requests in, outcomes out, one message for each. */
export function serveDecoding(port: MessagePort, setup: DecoderSetup, reader: BundleReader): void {
  const { inHand, bigTurn, place } = setup;
  let current = IDLE;
  const decode = createFileDecoder(readInTurn);

  port.on('message', (request: DecodeRequest) => {
    const reply: DecodeReply = [];
    for (const target of request) {
      hold(target.number);
      reply.push(decode(target));
      hold(IDLE);
    }
    port.postMessage(reply);
  });

  function hold(number: number) {
    current = number;
    Atomics.store(inHand, place, number);
  }

  function readInTurn(file: Uint8Array) {
    if (reader.declaredPayloadBytes(file) < BIG_PAYLOAD_BYTES) return reader.readBundleRecord(file);
    const number = current;
    hold(IDLE);
    takeBigTurn(bigTurn, place);
    hold(number);
    try {
      return reader.readBundleRecord(file);
    } finally {
      giveBackBigTurn(bigTurn, place);
    }
  }
}
