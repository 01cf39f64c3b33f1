import { ArchiveError } from '#contract/archive-error.ts';
import type { PlaceId } from '#contract/operations.ts';
import type { PlaceBook } from './place-book.ts';

/** The folder of source code a page named; null where it named none. Throws `bad-request` for a file. */
export async function openCodePlace(
  places: PlaceBook,
  id: PlaceId | null | undefined,
): Promise<string | null> {
  if (id === null || id === undefined) return null;
  const { path, kind } = await places.open(id);
  if (kind === 'folder') return path;
  throw new ArchiveError('bad-request', 'source code is kept as a folder, this is a file');
}
