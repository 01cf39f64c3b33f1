import type { ErrorCode } from '#contract/reply.ts';

/** One kind of broken or odd file, and what is made of it. `docs/bad-input.md` is written from these. */
export interface BadInput {
  /** Its file in `fixtures/interop/invalid`, or the name of a kind that a test makes. */
  name: string;
  wrong: string;
  file: () => Buffer;
  /** The code it is refused with, or the number of runs in its row. */
  ours: ErrorCode | { runs: number };
  /** What reading the first run's equity curve gives, where the bundle has a row. */
  series?: ErrorCode | 'readable';
  /** What release 8.10 of the reference does when it makes an index. */
  reference: 'refused' | 'indexed';
  /** Why ours differs, or what else to know. */
  note?: string;
}
