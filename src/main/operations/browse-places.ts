import type { Dirent } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { FolderListing, Place, PlaceId } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';
import { compareNames } from '../store/folder/compare-names.ts';
import { type KnownPlace, type PlaceBook, withoutPath } from './place-book.ts';

/** So many files are listed one by one; `bundles` counts them all. */
const MAX_FILES = 2000;
const bundleName = /\.(iafbt|obtf)$/i;
const indexName = /\.sqlite$/i;

/** Folders, bundles and index files directly below a place. Links that lead out of what may be named are left out. */
export async function listFolder(places: PlaceBook, id: PlaceId): Promise<FolderListing> {
  const place = await requireFolder(places, id);
  const entries = await readEntries(place.path);
  const names = entries.map((entry) => entry.name);
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  const bundles = names.filter((name) => bundleName.test(name));
  const files = [...bundles, ...names.filter((name) => indexName.test(name))].slice(0, MAX_FILES);
  return {
    place: withoutPath(place),
    parent: await parentOf(places, place),
    folders: await nameFolders(places, place.path, folders),
    files: await nameFiles(places, place.path, files),
    bundles: bundles.length,
    hasIndex: names.includes('index.sqlite'),
  };
}

/** A path as somebody types it. `~` is the home folder. */
export async function findPlace(places: PlaceBook, text: string): Promise<Place> {
  const path = text.trim().replace(/^~(?=$|[\\/])/, homedir());
  if (!isAbsolute(path)) {
    throw new ArchiveError('bad-request', 'the path is not a whole one', {
      advice: `Type it from its beginning, such as ${homedir()}`,
    });
  }
  return withoutPath(await places.find(path));
}

/** Throws `already-exists`, and `bad-request` for a name that is no single folder's name. */
export async function createFolder(
  places: PlaceBook,
  parent: PlaceId,
  name: string,
): Promise<Place> {
  const { path } = await requireFolder(places, parent);
  if (name !== basename(name) || /[/\\\0]/.test(name) || ['', '.', '..'].includes(name)) {
    throw new ArchiveError('bad-request', `${JSON.stringify(name)} is not a name for a folder`);
  }
  try {
    await mkdir(join(path, name));
  } catch (error) {
    throw asFileFailure(error, name);
  }
  return withoutPath(await places.find(join(path, name)));
}

async function requireFolder(places: PlaceBook, id: PlaceId): Promise<KnownPlace> {
  const place = await places.open(id);
  if (place.kind === 'folder') return place;
  throw new ArchiveError('bad-request', `${basename(place.path)} is a file, not a folder`);
}

async function readEntries(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => compareNames(a.name, b.name));
  } catch (error) {
    throw asFileFailure(error, basename(path));
  }
}

async function parentOf(places: PlaceBook, { path }: KnownPlace): Promise<Place | null> {
  const parent = dirname(path);
  return parent === path || !places.mayName(parent) ? null : withoutPath(await places.find(parent));
}

async function nameFolders(places: PlaceBook, folder: string, entries: readonly Dirent[]) {
  const found = await Promise.all(
    entries.map(async ({ name }) => {
      const place = await findQuietly(places, join(folder, name));
      return place?.kind === 'folder' ? [{ ...withoutPath(place), name }] : [];
    }),
  );
  return found.flat();
}

async function nameFiles(places: PlaceBook, folder: string, names: readonly string[]) {
  const found = await Promise.all(
    names.map(async (name) => {
      const place = await findQuietly(places, join(folder, name));
      if (place?.kind !== 'file') return [];
      const facts = await stat(place.path).catch(() => null);
      if (facts === null) return [];
      return [{ ...withoutPath(place), name, size: facts.size, modifiedAt: facts.mtimeMs }];
    }),
  );
  return found.flat();
}

/** What cannot be named, is gone, or is neither folder nor file does not appear in a listing. */
async function findQuietly(places: PlaceBook, path: string): Promise<KnownPlace | null> {
  try {
    return await places.find(path);
  } catch (error) {
    if (error instanceof ArchiveError) return null;
    throw error;
  }
}
