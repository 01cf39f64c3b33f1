import type { Place } from '#contract/operations.ts';
import type { Drop, DroppedFile } from '../../engine/dropped-files.ts';

/** What the user wants to import, before they said yes. */
export interface ImportOffer {
  source: { kind: 'places'; places: Place[] } | { kind: 'files'; files: DroppedFile[] };
  bundles: number;
  /** Null where the face does not know, such as a folder on the server's side. */
  bytes: number | null;
  /** Folders that are looked through for bundles when the import starts. */
  folders: string[];
  /** What is not imported, and why. */
  leftOut: { name: string; reason: string }[];
}

const NOT_A_BUNDLE = 'not named .iafbt or .obtf';

export function isBundleName(name: string): boolean {
  return /\.(iafbt|obtf)$/i.test(name);
}

/** Files whose bytes the page holds: a drop or a choice in the browser. */
export function offerFiles({ files, unreadable }: Pick<Drop, 'files' | 'unreadable'>): ImportOffer {
  const bundles = files
    .filter(({ path }) => isBundleName(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const others = files.filter(({ path }) => !isBundleName(path));
  return {
    source: { kind: 'files', files: bundles },
    bundles: bundles.length,
    bytes: bundles.reduce((sum, { file }) => sum + file.size, 0),
    folders: [],
    leftOut: [
      ...unreadable.map((name) => ({ name, reason: 'could not be read' })),
      ...others.map(({ path }) => ({ name: path, reason: NOT_A_BUNDLE })),
    ],
  };
}

/** Places on the engine's own machine. `sizes` are those of the files, by name, where they are known. */
export function offerPlaces(
  places: Place[],
  sizes: ReadonlyMap<string, number> = new Map(),
): ImportOffer {
  const files = places.filter(({ kind }) => kind === 'file');
  const folders = places.filter(({ kind }) => kind === 'folder');
  const bundles = files.filter(({ label }) => isBundleName(label));
  const known = bundles.map(({ label }) => sizes.get(nameOf(label)));
  const isKnown = folders.length === 0 && known.every((size) => size !== undefined);
  return {
    source: { kind: 'places', places: [...folders, ...bundles] },
    bundles: bundles.length,
    bytes: isKnown ? known.reduce((sum, size) => sum + (size ?? 0), 0) : null,
    folders: folders.map(({ label }) => label),
    leftOut: files
      .filter(({ label }) => !isBundleName(label))
      .map(({ label }) => ({ name: nameOf(label), reason: NOT_A_BUNDLE })),
  };
}

export function isNothing(offer: ImportOffer): boolean {
  return offer.bundles === 0 && offer.folders.length === 0;
}

/** The last part of a path as people see it, of either kind of system. */
export function nameOf(label: string): string {
  return label.split(/[/\\]/).findLast((part) => part !== '') ?? label;
}
