import { ArchiveError } from '#contract/archive-error.ts';
import type { Input, JobId } from '#contract/operations.ts';
import type { MigratePlan } from '#contract/storage.ts';
import type { Archive } from './archive.ts';
import { createFolder } from './browse-places.ts';
import type { EngineParts } from './engine-host.ts';
import type { UpkeepOrder } from './job-orders.ts';
import { openCodePlace } from './open-code-place.ts';
import { createTask } from './task-context.ts';

/** What a page asks for that concerns an archive as a whole: each becomes a job. */

export async function planMigrate(archive: Archive, threads: number): Promise<MigratePlan> {
  requirePlain(archive);
  const { estimateMigration } = await import('./estimate-migration.ts');
  const estimate = await estimateMigration({ source: archive.folder, threads }, createTask().task);
  const { sampledBytes: _, sampledArchiveBytes: __, ...plan } = estimate;
  return plan;
}

export async function startMigrate(
  { places, archives, jobs }: EngineParts,
  { archive: id, to, name, proof, code }: Input<'startMigrate'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  requirePlain(archive);
  const codeFolder = await openCodePlace(places, code);
  const made = await places.open((await createFolder(places, to, name)).id);
  return { job: jobs.startMigrate(archive, { target: made.path, proof, code: codeFolder }) };
}

/** `order` says what is to be done to the folder of the archive. */
export async function startUpkeep(
  { archives, jobs }: EngineParts,
  id: string,
  order: (root: string) => UpkeepOrder,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  requireTiered(archive);
  return { job: jobs.startUpkeep(archive, order(archive.folder)) };
}

export async function startRepair(
  parts: EngineParts,
  { archive, from }: Input<'startRepair'>,
): Promise<{ job: JobId }> {
  const places = await Promise.all(from.map((place) => parts.places.open(place)));
  const paths = places.map(({ path }) => path);
  return startUpkeep(parts, archive, (root) => ({ kind: 'repair', root, from: paths }));
}

/** A folder of bundles can be verified, too. */
export async function startVerify(
  { archives, jobs }: EngineParts,
  { archive: id, depth }: Input<'startVerify'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  return { job: jobs.startUpkeep(archive, { kind: 'verify', root: archive.folder, depth }) };
}

export async function startReclaim(
  { archives, jobs }: EngineParts,
  { archive: id, into, acceptPayload }: Input<'startReclaim'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  const target = await archives.get(into);
  requirePlain(archive);
  requireTiered(target);
  const order = { kind: 'reclaim' as const, root: archive.folder, into: target.folder };
  return { job: jobs.startUpkeep(archive, { ...order, acceptPayload }) };
}

function requireTiered({ kind, name }: Archive): void {
  if (kind === 'local-tiered') return;
  throw new ArchiveError('not-tiered', `${name} is a folder of bundles`);
}

/** Whoever made its index: the bundles are what counts. */
function requirePlain(archive: Archive): void {
  if (archive.kind !== 'local-tiered' && !archive.isByFile) return;
  throw new ArchiveError('bad-request', `${archive.name} is not a folder of bundles`, {
    advice: 'Open the folder of bundles itself, then migrate it.',
  });
}
