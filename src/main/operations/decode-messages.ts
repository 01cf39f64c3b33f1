import type { DecodeOutcome, DecodeTarget } from './decode-file.ts';

/** To a decoder: files to read, in order. */
export type DecodeRequest = DecodeTarget[];
/** From a decoder: one outcome for every file of one request. */
export type DecodeReply = DecodeOutcome[];

export interface DecoderSetup {
  /** One word for each decoder: the number of the file in hand, or `IDLE`. Written by the decoder, watched by the pool. */
  inHand: Int32Array<SharedArrayBuffer>;
  /** Whose turn it is for a payload too big to have several of in memory: a decoder's place + 1, or 0. */
  bigTurn: Int32Array<SharedArrayBuffer>;
  /** This decoder's place in `inHand`. */
  place: number;
}

/** Nothing in hand, or waiting for its turn: not to be taken for hanging. */
export const IDLE = -1;

/** Decompressed: several times a walk-forward sweep's bundle (2.3 MB). Above it, decoders take turns. */
export const BIG_PAYLOAD_BYTES = 32 * 1024 * 1024;
