import type { Place } from '#contract/operations.ts';
import type { DroppedFile } from './dropped-files.ts';

/** What the two faces do differently, apart from how a request travels. */
export type Host = DesktopHost | BrowserHost;

export interface DesktopHost {
  face: 'desktop';
  /** The native dialog; null when it was cancelled. */
  chooseFolder(purpose: 'open' | 'export'): Promise<Place | null>;
  chooseFiles(): Promise<Place[]>;
  /** Where dropped files and folders lie. */
  placesOf(files: readonly File[]): Promise<Place[]>;
  /** Shows what an export wrote in the system's file manager. */
  showResult(job: string): Promise<void>;
}

export interface BrowserHost {
  face: 'browser';
  upload(files: readonly DroppedFile[], task: UploadTask): Promise<UploadOutcome>;
  /** Where the result of an export can be fetched. */
  downloadAddress(name: string): string;
}

export interface UploadTask {
  signal: AbortSignal;
  report(progress: { done: number; total: number; bytes: number; current: string }): void;
}

export interface UploadOutcome {
  /** The folder of uploaded files, for `startImport`. */
  place: Place;
  uploaded: number;
  failures: { file: string; error: unknown }[];
}
