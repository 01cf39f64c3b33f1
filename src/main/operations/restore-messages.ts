import type { Failure } from '#contract/reply.ts';
import type { FrameRecipe } from '../store/tiered/manifest.ts';
import type { FilePlace } from '../store/tiered/stored-index.ts';

/** What a restorer's thread is started with. */
export interface RestoreSetup {
  /** The tiered archive. */
  root: string;
}

export type RestoreRequest = ProveRequest | WriteRequest;

/** Makes the file from the tiers and compares its hash; writes nothing. */
export interface ProveRequest {
  kind: 'prove';
  place: FilePlace;
}

/** Makes the file from the tiers and writes it. */
export interface WriteRequest {
  kind: 'write';
  place: FilePlace;
  /** The file to write; nothing outside of `toTop` is written. */
  to: string;
  toTop: string;
  overwrite: boolean;
  withOhlcv: boolean;
  /** A v1 bundle as it came, not as v2. */
  original: boolean;
}

export interface Proved {
  kind: 'proved';
  fileSha256: string;
  proved: 'file' | 'payload';
  frame: FrameRecipe | null;
  bytes: number;
}

export interface Written {
  kind: 'written';
  /** `same`: the very file that came in. `payload`: only its payload. `upgraded`: a v1 bundle as v2. */
  what: 'same' | 'payload' | 'upgraded';
  /** The file was there already. */
  isUnchanged: boolean;
  bytes: number;
  /** Of an upgraded bundle: the id it will have when it is imported. */
  alias: string | null;
}

export type RestoreAnswer = Proved | Written;

export type RestoreReply =
  | { ok: true; answer: RestoreAnswer }
  | { ok: false; error: Failure; details: string };
