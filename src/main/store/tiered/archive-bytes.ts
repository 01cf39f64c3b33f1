import { layout } from './layout.ts';
import { measureArchive } from './measure-archive.ts';

/** Bytes of a tiered archive for its size against the source. */
export interface ArchiveBytes {
  /** All that cannot be made again: datasets, chunks, manifests, deletions, `archive.json`, the views, and the ballast. */
  archive: number;
  /** Of these the price files: of a source they are beside its bundles, not in them. */
  prices: number;
  /** `index.sqlite`, which is derived. */
  index: number;
}

/** What users added and what only waits to go (trash, quarantine) is not counted. */
export async function archiveBytes(root: string): Promise<ArchiveBytes> {
  const parts = await measureArchive(root);
  const sum = (isMeant: (part: (typeof parts)[number]) => boolean) =>
    parts.filter(isMeant).reduce((total, { bytes }) => total + bytes, 0);
  return {
    archive: sum(({ tier, name }) => tier !== 'index' && !waiting.has(name)),
    prices: sum(({ tier, name }) => tier === 'chunks' && name === 'ohlcv'),
    index: sum(({ name }) => name === layout.indexFile),
  };
}

const waiting: ReadonlySet<string> = new Set(['trash', 'quarantine']);
