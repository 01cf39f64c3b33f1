/** Where everything lies below the root of a tiered archive; the page docs/archive-format.md says the same in words. */

export const datasetNames = [
  'backtests',
  'runs',
  'portfolio_snapshots',
  'trades',
  'orders',
  'signals',
  'metric_series',
] as const;
export type DatasetName = (typeof datasetNames)[number];

export const chunkKinds = [
  'ohlcv',
  'code',
  'params',
  'symbols',
  'metric-series-blobs',
  'skeletons',
  'originals',
] as const;
export type ChunkKind = (typeof chunkKinds)[number];

export const layout = {
  archiveFile: 'archive.json',
  indexFile: 'index.sqlite',
  userFile: 'user.sqlite',
  lockFile: 'writer.lock',
  viewsFile: 'views.sql',
  manifests: 'manifests',
  tombstones: 'tombstones',
  temporary: 'tmp',
  trash: 'trash',
  quarantine: 'quarantine',
  ballast: 'ballast',
  /** When which batch was last verified; no part of the data. */
  checksFile: 'checked.json',
  /** What the last collections of garbage saw; no part of the data. */
  marksFile: 'trash/marks.json',
  dataset: (name: DatasetName) => `parquet/${name}`,
  datasetFile: (name: DatasetName, sha256: string) => `parquet/${name}/${sha256}.parquet`,
  chunkFolder: (kind: ChunkKind) => `chunks/${kind}`,
  /** A chunk that has a file of its own. */
  chunkFile: (kind: ChunkKind, sha256: string) => `chunks/${kind}/${sha256.slice(0, 2)}/${sha256}`,
  /** Small chunks of one batch in one file. */
  packFile: (kind: ChunkKind, sha256: string) => `chunks/${kind}/packs/${sha256}.pack`,
  manifestFile: (sha256: string) => `manifests/${sha256}.json.zst`,
  tombstoneFile: (bundleId: string, seq: number) => `tombstones/${bundleId}.${seq}.json`,
} as const;

/** Names of the form that Strata gives; anything else in these folders is not ours and is never touched. */
export const ownNames = {
  dataset: /^[0-9a-f]{64}\.parquet$/,
  chunk: /^[0-9a-f]{64}$/,
  pack: /^[0-9a-f]{64}\.pack$/,
  manifest: /^[0-9a-f]{64}\.json\.zst$/,
  tombstone: /^[0-9a-f]{64}\.\d{1,15}\.json$/,
} as const;
