import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Input, JobId, PlaceId } from '#contract/operations.ts';
import { pathOf } from './engine-archives.ts';
import type { EngineParts } from './engine-host.ts';
import { chooseExport } from './export-path.ts';
import { requireFew } from './report/gather-report.ts';

/** What leaves an archive as a file: each becomes a job. */

export async function startExport(
  parts: EngineParts,
  { archive: id, to, ...request }: Input<'startExport'>,
): Promise<{ job: JobId }> {
  const archive = await parts.archives.get(id);
  const { folder, download } = await exportTarget(parts, to);
  const chosen = chooseExport(archive, request, folder, download !== null);
  const order = { kind: 'export' as const, archive: pathOf(archive), ...chosen, download };
  return { job: parts.jobs.startExport(archive, order) };
}

export async function startReport(
  parts: EngineParts,
  { archive: id, backtests, to }: Input<'startReport'>,
): Promise<{ job: JobId }> {
  const archive = await parts.archives.get(id);
  requireFew(backtests.length);
  const { folder, download } = await exportTarget(parts, to);
  const request = { backtests, to: folder };
  const order = { kind: 'report' as const, archive: pathOf(archive), request, download };
  return { job: parts.jobs.startReport(archive, order) };
}

/** The folder to write into; without one named, a new one to fetch the file from under the name `download`. */
export async function exportTarget(
  { places, folders }: EngineParts,
  to: PlaceId | null,
): Promise<{ folder: string; download: string | null }> {
  if (to === null) {
    const download = randomUUID();
    return { folder: join(folders.downloads, download), download };
  }
  const place = await places.open(to);
  if (place.kind === 'file') throw new ArchiveError('bad-request', 'export into a folder');
  return { folder: place.path, download: null };
}
