import type { JobFailure, JobResult } from '#contract/operations.ts';
import { readArchiveFile } from '../store/tiered/archive-file.ts';
import { indexFolder } from './index-folder.ts';
import { type RebuildRequest, rebuildTiered } from './rebuild-tiered.ts';
import type { TaskContext } from './task-context.ts';

/** Makes the index of an archive again from its data: of a folder, from its bundles. */
export async function rebuildArchive(
  { root, threads = 0 }: RebuildRequest,
  task: TaskContext,
): Promise<JobResult & { failures: JobFailure[] }> {
  if ((await readArchiveFile(root)) !== null) return rebuildTiered({ root, threads }, task);
  return indexFolder({ folder: root, rebuild: true, threads }, task);
}
