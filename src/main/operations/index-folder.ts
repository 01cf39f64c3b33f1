import type { JobFailure, JobResult } from '#contract/operations.ts';
import type { TaskContext } from './task-context.ts';

export interface IndexRequest {
  folder: string;
  /** Default: `<folder>/index.sqlite`. */
  indexFile?: string;
  /** Reads every bundle again. */
  rebuild?: boolean;
  /** Decoding threads; 0 or absent: one for every processor. */
  threads?: number;
  /** `bundle_path` of the reference's table absolute, as its own `--absolute-paths` writes it. */
  absolutePaths?: boolean;
}

export interface IndexOutcome extends JobResult {
  /** Bundles that could not be read, those of earlier runs that are unchanged included. */
  failures: JobFailure[];
  /** Entries named like bundles that are none: links to folders, pipes, devices. Not counted as failed. */
  skipped: JobFailure[];
}

/**
 * Brings the index of a folder up to date. Throws `not-found`, `not-an-archive`, `archive-locked` (naming
 * the process), `no-permission`, `disk-full`, `cancelled`; what was committed before stays.
 */
export async function indexFolder(request: IndexRequest, task: TaskContext): Promise<IndexOutcome> {
  throw new Error(`not built yet: ${request.folder} ${task.signal.aborted}`);
}
