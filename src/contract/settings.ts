/** What the user chose once for all archives. */
export const storeKinds = ['local-dir', 'local-tiered'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** What becomes of jobs that a closing or a loss of power cut off: they wait to be resumed, or go on at the next start. */
export const resumeKinds = ['asked', 'at-start'] as const;
export type ResumeKind = (typeof resumeKinds)[number];

export interface Settings {
  /** What an import makes of a new or empty folder: a folder of bundles, or a tiered archive. */
  store: StoreKind;
  /** Threads of a job that reads or writes bundles; 0 is one for each processor. Counts from the next job. */
  threads: number;
  resume: ResumeKind;
}

/** More bring nothing: one thread writes the rows of all. */
export const THREADS_AT_MOST = 16;

export const firstSettings: Settings = { store: 'local-dir', threads: 0, resume: 'asked' };
