import type { ExportRowsRequest } from './export-request.ts';
import type { ExportSqlRequest } from './sql/export-sql.ts';
import type { SqlPlace } from './sql/sql-source.ts';

/** What a job is to do, with paths in place of ids, which do not outlive the engine. Kept as JSON. */
export type JobOrder =
  | IndexOrder
  | ImportOrder
  | ExportOrder
  | QueryOrder
  | ReportOrder
  | MigrateOrder
  | UpkeepOrder;

export interface IndexOrder {
  kind: 'index';
  folder: string;
  indexFile: string;
  rebuild: boolean;
  /** Begun by opening the archive, not by the user: it does not empty an index. */
  isUnasked: boolean;
}

export interface ImportOrder {
  kind: 'import';
  folder: string;
  indexFile: string;
  sources: string[];
  /** Files below this folder keep the folders between; an order of an earlier release has none. */
  under?: string | null;
  /** A folder of source code, for a tiered archive; an order of an earlier release has none. */
  code?: string | null;
  /** A folder of uploaded files, which goes once they are imported. */
  upload: string | null;
}

export interface ExportOrder {
  kind: 'export';
  /** What to open: the folder, or an index file elsewhere. */
  archive: string;
  request: ExportRowsRequest;
  /** A folder for the source code that came with the bundles; an order of an earlier release has none. */
  codeTo?: string | null;
  /** The name to fetch it under; null where it stays where it was written. */
  download: string | null;
}

/** The answer to a query, written as a table; on the list it is an export. */
export interface QueryOrder {
  kind: 'query';
  place: SqlPlace;
  request: ExportSqlRequest;
  download: string | null;
}

/** A report of some backtests as one page; on the list it is an export. */
export interface ReportOrder {
  kind: 'report';
  /** What to open, as of an export. */
  archive: string;
  request: {
    /** Ids or handles. */
    backtests: string[];
    /** The folder; the file is called after what is in it. */
    to: string;
  };
  download: string | null;
}

export interface MigrateOrder {
  kind: 'migrate';
  /** The folder of bundles, which is only read. */
  source: string;
  /** The new archive's folder. */
  target: string;
  proof: 'payload' | 'file';
  /** A folder of source code; an order of an earlier release has none. */
  code?: string | null;
}

/** What is done to an archive that is there; most of it to tiered ones only. */
export type UpkeepOrder =
  | { kind: 'rebuild' | 'prove' | 'compact'; root: string }
  | { kind: 'repair'; root: string; from: string[] }
  | { kind: 'gc'; root: string; withoutWaiting: boolean }
  | { kind: 'verify'; root: string; depth: 'quick' | 'sample' | 'full' }
  | { kind: 'delete' | 'undelete'; root: string; names: string[] }
  /** `root` is the folder of bundles that was migrated. */
  | { kind: 'reclaim'; root: string; into: string; acceptPayload: boolean };
