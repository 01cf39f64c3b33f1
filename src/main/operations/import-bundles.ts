import type { JobFailure, JobResult } from '#contract/operations.ts';
import type { TaskContext } from './task-context.ts';

export interface ImportRequest {
  /** The folder of bundles to import into; made when missing. */
  folder: string;
  /** Default: `<folder>/index.sqlite`. */
  indexFile?: string;
  /** Bundle files, and folders to look for bundles in. */
  sources: string[];
  threads?: number;
}

export interface ImportOutcome extends JobResult {
  failures: JobFailure[];
  /** Bundles that came in under another name, because another bundle already had theirs. Relative to the folder. */
  renames: { from: string; to: string }[];
}

/**
 * Copies bundles into a folder of bundles and indexes it. A bundle that is there already (by its id) is
 * `unchanged`; nothing is ever overwritten. Throws as `indexFolder` does.
 */
export async function importBundles(
  request: ImportRequest,
  task: TaskContext,
): Promise<ImportOutcome> {
  throw new Error(`not built yet: ${request.folder} ${task.signal.aborted}`);
}
