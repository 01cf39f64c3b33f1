/** The tables of a tiered archive's index that say where things lie; see `tiered/stored-index.ts`. */
export const storedSchema: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS stored_manifests (
    sha256 TEXT PRIMARY KEY, kind TEXT NOT NULL, seq INTEGER NOT NULL, bytes INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS stored_backtests (
    bundle_id TEXT PRIMARY KEY, manifest TEXT NOT NULL, entry INTEGER NOT NULL, seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS stored_files (
    handle TEXT PRIMARY KEY, bundle_id TEXT NOT NULL, file_sha256 TEXT NOT NULL, manifest TEXT NOT NULL,
    entry INTEGER NOT NULL, seq INTEGER NOT NULL, proof TEXT NOT NULL, frame TEXT
  ) STRICT, WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS stored_files_by_backtest ON stored_files (bundle_id)',
  'CREATE INDEX IF NOT EXISTS stored_files_by_proof ON stored_files (proof)',
  `CREATE TABLE IF NOT EXISTS stored_chunks (
    kind TEXT NOT NULL, id TEXT NOT NULL, pack TEXT, start INTEGER NOT NULL, length INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS stored_aliases (
    id TEXT PRIMARY KEY, bundle_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS stored_tombstones (
    bundle_id TEXT PRIMARY KEY, seq INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

/** Which folder an index is of, where that is not its own. */
export const folderSchema = 'CREATE TABLE IF NOT EXISTS strata_folder (path TEXT NOT NULL) STRICT';
