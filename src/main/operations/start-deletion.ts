import { ArchiveError } from '#contract/archive-error.ts';
import type { Input, JobId } from '#contract/operations.ts';
import { iterateFiles } from '../store/index/select-rows.ts';
import type { Archive } from './archive.ts';
import type { EngineParts } from './engine-host.ts';

/** The backtests that are selected now, whatever the table shows when the job's turn comes. */
export async function startDelete(
  { archives, jobs }: EngineParts,
  { archive: id, ...request }: Input<'startDelete'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  requireWritable(archive);
  const { files } = iterateFiles(archive.index, { ...request, sort: [] });
  const names = Array.from(files, ({ handle }) => handle);
  if (names.length === 0) throw new ArchiveError('bad-request', 'no backtest is selected');
  return { job: jobs.startUpkeep(archive, { kind: 'delete', root: archive.folder, names }) };
}

export async function startUndelete(
  { archives, jobs }: EngineParts,
  { archive: id, names }: Input<'startUndelete'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  requireWritable(archive);
  return { job: jobs.startUpkeep(archive, { kind: 'undelete', root: archive.folder, names }) };
}

function requireWritable({ kind, isReadOnly, isByFile, name }: Archive): void {
  if (kind !== 'reference-index' && !isReadOnly && !isByFile) return;
  throw new ArchiveError('no-permission', `${name} cannot be changed from here`, {
    advice: 'Open the folder itself, where it can be written.',
  });
}
