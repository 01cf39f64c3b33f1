import type { CellValue, Column, Metric } from './column.ts';
import type {
  ComparedAnswer,
  ComparedCorrelation,
  ComparedCurves,
  ComparedMonths,
  CompareMember,
  CurvesRequest,
  PickedRuns,
} from './compare.ts';
import type { DocumentOperations } from './document.ts';
import type { MarkChange, MarkOutcome, Marks, MarksFacts } from './marks.ts';
import type { PageCommand } from './page-command.ts';
import type { Failure } from './reply.ts';
import type { RowsKind } from './row-columns.ts';
import type { RowScope, Selection } from './row-scope.ts';
import type {
  Candles,
  RunFacts,
  RunRef,
  RunRowPage,
  RunRowQuery,
  RunRowScope,
  SignificanceTest,
  TradeReturns,
} from './run-page.ts';
import type { RunPart, SnippetKind } from './run-snippet.ts';
import type { SavedView } from './saved-view.ts';
import type { Focus } from './score.ts';
import type { SeriesName } from './series-names.ts';
import type { Settings } from './settings.ts';
import type {
  SqlDialect,
  SqlExport,
  SqlQuestion,
  SqlResult,
  SqlTable,
  ViewSnippets,
} from './sql.ts';
import type {
  CodeFiles,
  MigratePlan,
  MigrationFacts,
  PriceFacts,
  StorageFacts,
  StoredFacts,
  TierBytes,
} from './storage.ts';
import type { SweepOperations } from './sweep.ts';
import type { EngineFacts, Watch } from './watches.ts';

export type { RowScope, Selection } from './row-scope.ts';
export { type SeriesName, seriesNames } from './series-names.ts';

/**
 * Every request a face may make of the engine, and every type that crosses the border. All values
 * survive JSON: times are epoch milliseconds UTC, a metric that is not finite is a tag.
 */
export interface Operations extends SweepOperations, DocumentOperations {
  /** Where the browser face may browse; empty in Electron, whose dialogs hand over places. */
  listRoots(request: Record<string, never>): Place[];
  /** Folders and bundles directly below a place. */
  listFolder(request: { place: PlaceId }): FolderListing;
  /** A typed path, if it lies below a root. */
  findPlace(request: { text: string }): Place;
  /** Makes a folder below a place that may be browsed, for a new archive or an export; `already-exists` where there is one. */
  createFolder(request: { parent: PlaceId; name: string }): Place;

  /** Archives opened before, newest first. */
  listArchives(request: Record<string, never>): ArchiveCard[];
  /** Opens a folder or an index file; indexing starts where needed. */
  openArchive(request: { place: PlaceId }): OpenedArchive;
  /** The same, but a new or empty folder becomes the kind of store that the settings say. */
  createArchive(request: { place: PlaceId }): OpenedArchive;
  /** Opens an archive of `listArchives` again. */
  reopenArchive(request: { archive: ArchiveId }): OpenedArchive;
  openDemo(request: Record<string, never>): OpenedArchive;
  /** Takes an archive off the list; its files stay. */
  forgetArchive(request: { archive: ArchiveId }): Record<string, never>;
  archiveStats(request: { archive: ArchiveId }): ArchiveStats;

  /** The columns of a table, parameters included, in menu order. */
  listColumns(request: { archive: ArchiveId; rows: RowsKind }): ColumnFacts[];
  /** One window of the table in its order. `total` is the number of rows that match. */
  queryRows(request: RowQuery): RowPage;
  /** Where a row stands in the order of a query, or null when it does not match. */
  locateRow(request: Omit<RowQuery, 'offset' | 'limit' | 'columns'> & { no: number }): {
    index: number | null;
  };
  columnHistogram(request: RowScope & { column: string; bins: number }): Histogram;
  /** Folders, tags, algorithms and parameters, with counts and best Sharpe, under a filter. */
  sweepTree(request: { archive: ArchiveId; filter: string }): SweepGroup[];
  /** Weighted or single-metric ranking as the reference defines it. */
  rankRows(request: RankQuery): RankedPage;
  showBacktest(request: { archive: ArchiveId; id: string }): BacktestDetail;
  /** The source code that came with a backtest of a tiered archive; `not-found` where none did. */
  readCode(request: { archive: ArchiveId; id: string }): CodeFiles;
  /** A series of one run, thinned to at most `points` (min and max of each bucket are kept). */
  readSeries(request: {
    archive: ArchiveId;
    id: string;
    run: number;
    series: SeriesName;
    points: number;
  }): SeriesPoints;
  /** Several series of one run, in one reading; each as `readSeries` gives it. */
  readRunSeries(request: RunRef & { series: SeriesName[]; points: number }): {
    series: SeriesPoints[];
  };
  /** What there is of one run: rows of its tables, prices, where it comes from. */
  showRun(request: RunRef): RunFacts;
  /** One window of a table of one run. */
  queryRunRows(request: RunRowQuery): RunRowPage;
  /** Where a row of such a table stands, or null when it does not match. */
  locateRunRow(request: RunRowScope & { no: number }): { index: number | null };
  /** How the returns of the closed trades are spread, in about `bins` buckets. */
  tradeReturns(request: RunRef & { bins: number }): TradeReturns;
  /**
   * Prices of a symbol: of the price file `key`, or where that is null of the run's own orders. At most
   * `candles`, bars being joined where there are more. Throws `file-missing`, `outside-root`, `hash-mismatch`.
   */
  readCandles(
    request: RunRef & {
      symbol: string;
      key: string | null;
      from: number | null;
      to: number | null;
      candles: number;
    },
  ): Candles;
  /** The permutation and Monte Carlo tests of a backtest. */
  significanceTests(request: { archive: ArchiveId; id: string }): { tests: SignificanceTest[] };

  /** The runs of a selection in the order of the table, for a comparison; of a backtest all its runs. */
  pickRuns(
    request: RowScope & { sort: SortKey[]; selection: Selection; limit: number },
  ): PickedRuns;
  /** Figures and parameters of runs, also of several archives. */
  compareRuns(request: { members: CompareMember[] }): ComparedAnswer[];
  /** Equity and drawdown on one axis of times; beyond `CURVES_AT_MOST` runs their quantiles. */
  compareCurves(request: CurvesRequest): ComparedCurves;
  compareMonths(request: { members: CompareMember[] }): ComparedMonths;
  compareCorrelation(request: { members: CompareMember[] }): ComparedCorrelation;
  /**
   * Stars, tags and notes, for every backtest of a selection. `no-permission` where they can be kept nowhere,
   * `file-damaged` and `archive-newer` of the file they are in.
   */
  markBacktests(request: RowScope & { selection: Selection; change: MarkChange }): MarkOutcome;
  /**
   * Takes a change of marks back, and what comes of that can be taken back in turn. What somebody has written or
   * changed since stays. `not-found` where it is too long ago.
   */
  undoMarks(request: { archive: ArchiveId; change: string }): MarkOutcome;
  marksFacts(request: { archive: ArchiveId }): MarksFacts;
  /** By name. */
  listViews(request: { archive: ArchiveId }): SavedView[];
  /** `replaces`: the view that is renamed or saved anew; null for a new one, `already-exists` where the name is taken. */
  saveView(request: {
    archive: ArchiveId;
    view: Omit<SavedView, 'savedAt'>;
    replaces: string | null;
  }): SavedView;
  deleteView(request: { archive: ArchiveId; name: string }): Record<string, never>;

  /** Tables and columns that SQL may ask for, those that people ask first. */
  sqlTables(request: { archive: ArchiveId }): { dialect: SqlDialect; tables: SqlTable[] };
  /**
   * Answers one SELECT in a sealed process: no file, no network, no writing, within the limits given.
   * `bad-request` in the database's words, with the offset where it says one; `timeout`, `cancelled`.
   */
  askSql(request: SqlQuestion): SqlResult;
  /** Ends a question that is under way. */
  cancelSql(request: { question: string }): Record<string, never>;
  /** Writes all rows of the answer as a table. */
  startSqlExport(request: SqlExport): { job: JobId };
  /** What a table shows, as SQL, as a command and as Python. */
  viewSnippets(request: RowScope & { sort: SortKey[]; columns: string[] }): ViewSnippets;
  /**
   * The figures behind a chart or table of runs, as a text for another tool, every point and every row; each part
   * but series and correlation is of one run. `bad-request` where that tool does not reach them.
   */
  runSnippet(request: {
    archive: ArchiveId;
    runs: { id: string; run: number }[];
    part: RunPart;
    as: SnippetKind;
  }): { text: string };

  startIndex(request: { archive: ArchiveId; rebuild: boolean }): { job: JobId };
  /** Copies files, or bundles below folders, into an archive; the same bundle twice is a no-op. */
  /** `code`: a folder of source code that a tiered archive keeps with the backtests, and with those it has without. */
  startImport(request: {
    archive: ArchiveId;
    places: PlaceId[];
    code?: PlaceId | null | undefined;
  }): { job: JobId };
  /** `to` is a folder; without it the result is kept for download by the browser. */
  startExport(request: ExportRequest): { job: JobId };
  /**
   * A self-contained HTML page about backtests, by id or handle, written as an export is. `bad-request` for none and
   * for more than `REPORT_AT_MOST`.
   */
  startReport(request: { archive: ArchiveId; backtests: string[]; to: PlaceId | null }): {
    job: JobId;
  };
  /** What a migration of a folder would bring, from a sample; takes some seconds and writes nothing that stays. */
  planMigrate(request: { archive: ArchiveId }): MigratePlan;
  /**
   * Makes a tiered archive of a folder of bundles, in a new folder `name` below `to`; the source stays as it
   * is. `payload`: the file proof follows as a job of its own. `code` as for `startImport`.
   */
  startMigrate(request: {
    archive: ArchiveId;
    to: PlaceId;
    name: string;
    proof: 'payload' | 'file';
    code?: PlaceId | null | undefined;
  }): { job: JobId };
  /** Bytes by tier and kind, proofs, what deduplication saved, and the trash. */
  storageFacts(request: { archive: ArchiveId }): StorageFacts;
  /** Makes the index of a tiered archive again from its files. */
  startRebuild(request: { archive: ArchiveId }): { job: JobId };
  /** Goes on with the file proof: every file is made again and compared. */
  startProve(request: { archive: ArchiveId }): { job: JobId };
  /** Looks for damage and changes nothing; `sample` looks at a tenth in full. */
  startVerify(request: { archive: ArchiveId; depth: 'quick' | 'sample' | 'full' }): { job: JobId };
  /**
   * Moves the files of a migrated folder to its trash: those that come out of the archive `into` byte for
   * byte, with `acceptPayload` also those of which only the payload does.
   */
  startReclaim(request: { archive: ArchiveId; into: ArchiveId; acceptPayload: boolean }): {
    job: JobId;
  };
  /**
   * Deletes the backtests of a selection so that they can be had back: of a tiered archive they are hidden
   * until garbage is collected, the bundles of a folder move to its trash.
   */
  startDelete(request: RowScope & { selection: Selection }): { job: JobId };
  /**
   * Puts right what is missing or damaged in a tiered archive: files from its trash, its quarantine and the
   * places named, backtests from bundles there. Nothing is deleted.
   */
  startRepair(request: { archive: ArchiveId; from: PlaceId[] }): { job: JobId };
  /** Merges small batches of a tiered archive, and leaves out what was deleted. */
  startCompact(request: { archive: ArchiveId }): { job: JobId };
  /**
   * Moves what nothing needs to the trash, and removes what has lain there for a grace. `withoutWaiting`:
   * everything at once, which makes deletions final.
   */
  startGc(request: { archive: ArchiveId; withoutWaiting: boolean }): { job: JobId };
  /** Takes deletions back, by the names of `TrashedBacktest`. */
  startUndelete(request: { archive: ArchiveId; names: string[] }): { job: JobId };
  /** Folders whose bundles come into an archive as they appear. */
  listWatches(request: Record<string, never>): Watch[];
  /** `already-exists`, `bad-request` where one folder lies in the other. Kept over restarts. */
  startWatch(request: { folder: PlaceId; archive: ArchiveId }): Watch;
  stopWatch(request: { watch: string }): Record<string, never>;
  engineFacts(request: Record<string, never>): EngineFacts;
  listJobs(request: Record<string, never>): Job[];
  jobFailures(request: { job: JobId; offset: number; limit: number }): JobFailure[];
  pauseJob(request: { job: JobId }): Job;
  /** Goes on with a paused job, or starts an interrupted, cancelled or failed one again. */
  resumeJob(request: { job: JobId }): Job;
  /** All that were interrupted and only go on where they were: `resumedTogether`. */
  resumeInterrupted(request: Record<string, never>): { jobs: JobId[] };
  cancelJob(request: { job: JobId }): Job;
  /** Takes a finished job off the list. */
  dismissJob(request: { job: JobId }): Record<string, never>;

  readSettings(request: Record<string, never>): Settings;
  /** What is not named stays as it is. */
  writeSettings(request: { [Key in keyof Settings]?: Settings[Key] | undefined }): Settings;
  /** What the window looked like: any JSON value under 256 KiB by key, kept over restarts. */
  readState(request: { key: string }): { value: unknown };
  writeState(request: { key: string; value: unknown }): Record<string, never>;
}

export type OperationName = keyof Operations;
export type Input<Name extends OperationName> = Parameters<Operations[Name]>[0];
export type Output<Name extends OperationName> = ReturnType<Operations[Name]>;
export type Engine = {
  [Name in OperationName]: (input: Input<Name>) => Promise<Output<Name>>;
};

/** What the engine tells without being asked. */
export type EngineEvent =
  | { type: 'job'; job: Job }
  | { type: 'job-gone'; job: JobId }
  /** Rows were added, changed or removed: pages of an older version are stale. */
  | {
      type: 'archive-changed';
      archive: ArchiveId;
      version: number;
      backtests: number;
      studies: number;
      runs: number;
    }
  /** A watched folder was added, stopped, or stands otherwise: `listWatches` says how. */
  | { type: 'watches' }
  /** The desktop was asked, from outside the page, to show an archive: a file was opened, or a menu used. */
  | { type: 'open-archive'; archive: ArchiveId }
  /** A menu of the desktop was used; in the browser face this never comes. */
  | { type: 'command'; command: PageCommand };

/** Made by the engine, never a path: pages can only name places they were given. */
export type PlaceId = string;
export type ArchiveId = string;
export type JobId = string;

export interface Place {
  id: PlaceId;
  /** What to show: an absolute path for people, not to be sent back. */
  label: string;
  kind: 'folder' | 'file';
}

export interface FolderListing {
  place: Place;
  /** Null at a root. */
  parent: Place | null;
  folders: (Place & { name: string })[];
  files: (Place & { name: string; size: number; modifiedAt: number })[];
  bundles: number;
  hasIndex: boolean;
}

export interface ArchiveCard {
  archive: ArchiveId;
  name: string;
  /** The folder, for people. */
  label: string;
  kind: 'local-dir' | 'local-tiered' | 'reference-index';
  backtests: number;
  runs: number;
  /** Bytes of the bundles. */
  bytes: number;
  openedAt: number;
  isPresent: boolean;
  isDemo: boolean;
}

export interface OpenedArchive extends ArchiveCard {
  version: number;
  /** Rows of studies; see `study-summary.ts`. */
  studies: number;
  isReadOnly: boolean;
  /** The indexing job that opening started, if any. */
  job: JobId | null;
}

export interface ArchiveStats {
  /** Null where no bundle refers to prices. */
  prices: PriceFacts | null;
  backtests: number;
  studies: number;
  runs: number;
  sourceBytes: number;
  bytes: TierBytes;
  /**
   * total / sourceBytes, null for an empty archive; of a tiered archive `index.sqlite`, `user.sqlite`
   * and what waits in trash/ and quarantine/ do not count.
   */
  ratio: number | null;
}

export interface ColumnFacts extends Column {
  /** Rows in which the column has a value; of a flag those in which it is 1. */
  filled: number;
  /** For parameters: how many different values; null where not counted. */
  distinct: number | null;
}

export interface SortKey {
  column: string;
  descending: boolean;
}

export interface RowQuery extends RowScope {
  sort: SortKey[];
  columns: string[];
  offset: number;
  limit: number;
  /**
   * Names one table on screen: a newer query of it with another filter, words, rows or order drops older
   * ones that are still waiting, which fail as `cancelled`.
   */
  table?: string | undefined;
}

export interface Row {
  /** Stable number of the row while the index is not rebuilt. */
  no: number;
  id: string;
  handle: string;
  /** Position of the run in its bundle; null for rows of backtests. */
  run: number | null;
  /** In the order of the columns asked for. */
  cells: CellValue[];
}

export interface RowPage {
  version: number;
  offset: number;
  total: number;
  /** Engine time in milliseconds. */
  took: number;
  rows: Row[];
}

export interface Histogram {
  kind: 'numbers' | 'texts';
  /** Numbers: `bins` buckets from min to max. Texts: the commonest values. */
  min: number | null;
  max: number | null;
  counts: number[];
  labels: string[];
  /** NULL, NaN and infinite values, which no bucket holds. */
  empty: number;
  /** Values outside the labels, for texts. */
  other: number;
}

export interface SweepGroup {
  kind:
    | 'starred'
    | 'user_tags'
    | 'folder'
    | 'tag'
    | 'algorithm'
    | 'study'
    | 'anchor'
    | 'parameter'
    | 'engine'
    | 'symbols';
  /** For parameters its name. */
  label: string;
  nodes: SweepNode[];
  /** Values left out here; reachable by search or filter. */
  more: number;
}

export interface SweepNode {
  label: string;
  count: number;
  bestSharpe: Metric;
  /** The filter expression that narrows to this node. */
  filter: string;
  children: SweepNode[];
}

export interface RankQuery {
  archive: ArchiveId;
  /** What is ranked; backtests where it is left out. */
  rows?: RowsKind | undefined;
  filter: string;
  by: string | null;
  focus: Focus | null;
  weights: Record<string, number> | null;
  ascending: boolean;
  limit: number | null;
  columns: string[];
}

export interface RankedPage {
  rows: (Row & { score: number | null })[];
}

export interface BacktestDetail {
  id: string;
  no: number;
  handle: string;
  file: { name: string; label: string; size: number; modifiedAt: number; isPresent: boolean };
  /** Every column of `backtestColumns` by key. */
  values: Record<string, CellValue>;
  parameters: { name: string; value: CellValue }[];
  marks: Marks;
  /** Every column of `studyColumns` by key, of each study and engine; then of its universes. */
  studies: { no: number; values: Record<string, CellValue> }[];
  runs: { no: number; run: number; values: Record<string, CellValue> }[];
  /** Null for a folder of bundles, and where it cannot be read: then `storedFailure` says why. */
  stored: StoredFacts | null;
  storedFailure: Failure | null;
}

export interface SeriesPoints {
  /** Epoch milliseconds, UTC. */
  time: number[];
  /** Null for NaN and null: a gap in the line. */
  value: (number | null)[];
  /** Points in the file; more than `time.length` when thinned. */
  total: number;
}

export interface ExportRequest extends RowScope {
  selection: Selection;
  sort: SortKey[];
  /** For tables; the columns in order. Ids always come along. */
  columns: string[];
  format: 'bundles' | 'csv' | 'parquet' | 'json';
  to: PlaceId | null;
  /** File name for a table, or folder name for bundles; null for the default. */
  name: string | null;
  /** Bundles of a tiered archive in a folder: the source code that came with them lies beside them. */
  withCode?: boolean | undefined;
}

export type JobKind =
  | 'index'
  | 'import'
  | 'export'
  | 'migrate'
  | 'rebuild'
  | 'prove'
  | 'verify'
  | 'reclaim'
  | 'delete'
  | 'undelete'
  | 'compact'
  | 'repair'
  | 'gc';
/** What goes on where it stopped, and does nothing the user would want to be asked again about. */
export const resumedTogether: ReadonlySet<JobKind> = new Set<JobKind>([
  'index',
  'import',
  'migrate',
  'prove',
  'verify',
]);
export type JobState =
  | 'queued'
  | 'running'
  | 'paused'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'interrupted';

export interface Job {
  job: JobId;
  kind: JobKind;
  archive: ArchiveId;
  /** For people: "Index sweep_a". */
  title: string;
  state: JobState;
  done: number;
  /** Null while still being counted. */
  total: number | null;
  /** Items a second over the last seconds; null before anything is known. */
  rate: number | null;
  secondsLeft: number | null;
  /** The file in hand. */
  current: string | null;
  failures: number;
  startedAt: number;
  finishedAt: number | null;
  result: JobResult | null;
  error: Failure | null;
}

/**
 * What a script gets from `index` and `import`; of an import into a tiered archive `updated` are backtests that
 * were there and got their source code. `written` and `download` belong to exports. Of `verify` `seen`
 * are the files checked and `failed` those damaged; of `reclaim` `removed` are the files moved to the trash,
 * `bytes` theirs; of `gc` `removed` are files moved to the trash or removed for good, `unchanged` those that
 * wait for the next time, `bytes` what was freed for good; of `compact` `removed` are batches merged away; of `repair` `updated` are files
 * and `added` backtests put right, `failed` what stays damaged; of `delete` `removed` and of `undelete` `added` are backtests.
 */
export interface JobResult {
  seen: number;
  added: number;
  unchanged: number;
  updated: number;
  renamed: number;
  removed: number;
  failed: number;
  seconds: number;
  /** Bytes written by an export. */
  bytes: number;
  /** The file or folder written, for people. */
  written: string | null;
  /** Name to fetch the result under in the browser face. */
  download: string | null;
  /** Of a migration. */
  migration?: MigrationFacts;
}

export interface JobFailure extends Failure {
  file: string;
}
