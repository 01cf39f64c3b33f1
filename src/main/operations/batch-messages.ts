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

export type BatchReply =
  | { ok: true; batch: BuiltBatch }
  | { ok: false; error: Failure; details: string };
