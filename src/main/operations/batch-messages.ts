import type { Failure } from '#contract/reply.ts';
import type { BuiltBatch, IncomingFile } from '../store/tiered/build-batch.ts';

/** What a batch builder's thread is started with. */
export interface BatchSetup {
  root: string;
}

export interface BatchRequest {
  files: IncomingFile[];
  /** Chunk id of the source code to tie to every backtest. */
  code: string | null;
}

/** Asked by the thread while it builds; answered with those it is to store. */
export interface ClaimQuestion {
  claim: readonly string[];
}
export interface ClaimAnswer {
  claimed: readonly string[];
}

export type BatchReply =
  | { ok: true; batch: BuiltBatch }
  | { ok: false; error: Failure; details: string };
