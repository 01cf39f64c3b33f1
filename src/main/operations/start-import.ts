import { ArchiveError } from '#contract/archive-error.ts';
import type { Input, JobId } from '#contract/operations.ts';
import type { EngineParts } from './engine-host.ts';
import { openCodePlace } from './open-code-place.ts';

export async function startImport(
  { places, archives, jobs, folders }: EngineParts,
  { archive: id, places: ids, code = null }: Input<'startImport'>,
): Promise<{ job: JobId }> {
  const archive = await archives.get(id);
  const found = await Promise.all(ids.map((place) => places.open(place)));
  const sources = found.map((place) => place.path);
  if (archive.kind === 'reference-index') throw readOnly(archive.name);
  if (code !== null && archive.kind !== 'local-tiered') {
    throw new ArchiveError('not-tiered', 'source code is kept by tiered archives only');
  }
  const codeFolder = await openCodePlace(places, code);
  const uploads = sources.map((source) => folders.uploadOf(source));
  const upload = uploads.every((one) => one === uploads[0]) ? (uploads[0] ?? null) : null;
  return { job: jobs.startImport(archive, { sources, upload, code: codeFolder }) };
}

function readOnly(name: string): ArchiveError {
  return new ArchiveError('bad-request', `${name} is an index of the framework: read-only`, {
    advice: 'Index its folder with Strata first.',
  });
}
