import { ArchiveError } from '#contract/archive-error.ts';
import type { Input, JobId } from '#contract/operations.ts';
import type { MigratePlan } from '#contract/storage.ts';
import type { Archive } from './archive.ts';
import { createFolder } from './browse-places.ts';
import type { EngineParts } from './engine-host.ts';
import type { UpkeepOrder } from './job-orders.ts';
import { createTask } from './task-context.ts';

/** What a page asks for that concerns an archive as a whole: each becomes a job. */

export async function planMigrate(archive: Archive): Promise<MigratePlan> {
  requirePlain(archive);
  const { estimateMigration } = await import('./estimate-migration.ts');
  const estimate = await estimateMigration({ source: archive.folder }, createTask().task);
  const { sampledBytes: _, sampledArchiveBytes: __, ...plan } = estimate;
  return plan;
}

export async function startMigrate(
  { places, archives, jobs }: EngineParts,
  { archive: id, to, name, proof }: Input<'startMigrate'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  requirePlain(archive);
  const made = await places.open((await createFolder(places, to, name)).id);
  return { job: jobs.startMigrate(archive, { target: made.path, proof }) };
}

export async function startUpkeep(
  { archives, jobs }: EngineParts,
  id: string,
  kind: UpkeepOrder['kind'],
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  if (archive.kind !== 'local-tiered') {
    throw new ArchiveError('not-tiered', `${archive.name} is a folder of bundles`);
  }
  return { job: jobs.startUpkeep(archive, kind) };
}

function requirePlain(archive: Archive): void {
  if (archive.kind === 'local-dir' && !archive.isByFile) return;
  throw new ArchiveError('bad-request', `${archive.name} is not a folder of bundles`, {
    advice: 'Open the folder of bundles itself, then migrate it.',
  });
}
