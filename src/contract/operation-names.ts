import type { OperationName } from './operations.ts';

/** A record so that a missing or misspelt name does not compile. */
const names: Readonly<Record<OperationName, true>> = {
  listRoots: true,
  listFolder: true,
  findPlace: true,
  createFolder: true,
  listArchives: true,
  openArchive: true,
  reopenArchive: true,
  openDemo: true,
  forgetArchive: true,
  archiveStats: true,
  listColumns: true,
  queryRows: true,
  locateRow: true,
  columnHistogram: true,
  sweepTree: true,
  rankRows: true,
  showBacktest: true,
  readSeries: true,
  startIndex: true,
  startImport: true,
  startExport: true,
  listJobs: true,
  jobFailures: true,
  pauseJob: true,
  resumeJob: true,
  cancelJob: true,
  dismissJob: true,
  readState: true,
  writeState: true,
};

export const operationNames = Object.keys(names) as OperationName[];
