import type { JobFailure } from '#contract/operations.ts';

export interface VerifyRequest {
  /** A tiered archive, or a folder of bundles. */
  root: string;
  /** `quick`: what is there, and how long. `sample`: so many percent in full. `full`: every byte. */
  depth: { kind: 'quick' } | { kind: 'sample'; percent: number } | { kind: 'full' };
  threads?: number;
  /** Epoch ms, to remember when a batch was verified. */
  now?: number;
}

export interface VerifyOutcome {
  /** Files looked at. */
  checked: number;
  /** Files of the archive, and backtests that do not come out as they went in. */
  damaged: JobFailure[];
  /**
   * Of a tiered archive: price files that its bundles name and that it never had. No damage. Of a folder these are
   * among `damaged`: what it lacks may have been there.
   */
  missing: JobFailure[];
}
