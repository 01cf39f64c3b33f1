import { randomBytes } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import { ArchiveError } from '#contract/archive-error.ts';
import type { Place, PlaceId } from '#contract/operations.ts';
import { asFileFailure } from '../store/files/file-failure.ts';

export interface KnownPlace extends Place {
  /** Absolute and real: no links in it when it was named. */
  path: string;
}

/**
 * Which paths pages may name, and the ids they name them by. A page may name what lies below a root, and
 * what a face granted: what a dialog or a drop gave, or argv named. Links are followed before it is judged.
 */
export interface PlaceBook {
  roots(): Promise<Place[]>;
  /** A path from a face. */
  grant(path: string): Promise<KnownPlace>;
  /** A path from a page, in its own words: `outside-root` unless it may be named. */
  find(path: string): Promise<KnownPlace>;
  /** What an id stands for, looked at again: a link may have been put in its way since. */
  open(id: PlaceId): Promise<KnownPlace>;
  mayName(realPath: string): boolean;
}

export function createPlaceBook(roots: readonly string[]): PlaceBook {
  const byId = new Map<PlaceId, KnownPlace>();
  const byPath = new Map<string, KnownPlace>();
  const granted = new Set<string>();
  let realRoots: Promise<string[]> | null = null;
  let knownRoots: readonly string[] = [];

  return {
    async roots() {
      await findRoots();
      return Promise.all(knownRoots.map(async (root) => withoutPath(note(await examine(root)))));
    },
    async grant(path) {
      const found = await examine(resolve(path));
      granted.add(found.path);
      return note(found);
    },
    find: findNameable,
    async open(id) {
      const known = byId.get(id);
      if (known === undefined)
        throw new ArchiveError('not-found', 'there is no such place any more');
      return findNameable(known.path);
    },
    mayName,
  };

  async function findNameable(path: string): Promise<KnownPlace> {
    await findRoots();
    const asked = resolve(path);
    const found = await examine(asked).catch((error: unknown) => {
      // What is there outside is nobody's business: neither is what is not.
      throw mayName(asked) ? error : outside(asked);
    });
    if (!mayName(found.path)) throw outside(asked);
    return note(found);
  }

  /** Gives a path its id, the same one every time. */
  function note({ path, kind }: Pick<KnownPlace, 'path' | 'kind'>): KnownPlace {
    const known = byPath.get(path);
    if (known?.kind === kind) return known;
    const place: KnownPlace = { id: randomBytes(16).toString('hex'), label: path, kind, path };
    byPath.set(path, place);
    byId.set(place.id, place);
    return place;
  }

  function mayName(realPath: string): boolean {
    return [...knownRoots, ...granted].some((top) => isWithin(top, realPath));
  }

  async function findRoots(): Promise<void> {
    realRoots ??= Promise.all(roots.map((root) => realpath(root).catch(() => null))).then((found) =>
      found.filter((root) => root !== null),
    );
    knownRoots = await realRoots;
  }
}

function outside(path: string): ArchiveError {
  return new ArchiveError('outside-root', `${basename(path)} lies outside of what may be opened`);
}

export function withoutPath({ id, label, kind }: KnownPlace): Place {
  return { id, label, kind };
}

/** Itself, or below it. */
export function isWithin(top: string, path: string): boolean {
  const way = relative(top, path);
  return way === '' || (way.split(sep)[0] !== '..' && !isAbsolute(way));
}

async function examine(path: string): Promise<Pick<KnownPlace, 'path' | 'kind'>> {
  try {
    const real = await realpath(path);
    const facts = await stat(real);
    if (facts.isDirectory()) return { path: real, kind: 'folder' };
    if (facts.isFile()) return { path: real, kind: 'file' };
  } catch (error) {
    throw asFileFailure(error, basename(path));
  }
  throw new ArchiveError('file-special', `${basename(path)} is neither a folder nor a file`);
}
