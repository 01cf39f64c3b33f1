import { layout } from './layout.ts';
import { measureArchive } from './measure-archive.ts';

/** Bytes of a tiered archive for its size against the source. */
export interface ArchiveBytes {
  /** All that cannot be made again: datasets, chunks, manifests, deletions, `archive.json` and the views. */
  archive: number;
  /** Of these the price files: of a source they are beside its bundles, not in them. */
  prices: number;
  /** `index.sqlite`, which is derived. */
  index: number;
}

/** What users added and what only serves writing (trash, quarantine, ballast) is not counted. */
export async function archiveBytes(root: string): Promise<ArchiveBytes> {
  const parts = await measureArchive(root);
  const sum = (isMeant: (part: (typeof parts)[number]) => boolean) =>
    parts.filter(isMeant).reduce((total, { bytes }) => total + bytes, 0);
  return {
    archive: sum(({ tier, name }) => tier !== 'index' && !servesWriting.has(name)),
    prices: sum(({ tier, name }) => tier === 'chunks' && name === 'ohlcv'),
    index: sum(({ name }) => name === layout.indexFile),
  };
}

const servesWriting: ReadonlySet<string> = new Set(['trash', 'quarantine', 'ballast']);
