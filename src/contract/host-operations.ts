import type { OpenedArchive, Place } from './operations.ts';

/** What a face, never a page, may ask of the engine: here are the paths. */
export interface HostOperations {
  /** Makes a path of a dialog, a drop or argv nameable by pages. */
  grantPlace(request: { path: string }): Place;
  openPath(request: { path: string }): OpenedArchive;
  /** The file behind a download name, or null. */
  downloadFile(request: { name: string }): { path: string; fileName: string } | null;
  /** The file or folder an export job wrote, or null. */
  resultPath(request: { job: string }): { path: string } | null;
  /** A new folder for uploaded files. */
  newUpload(request: Record<string, never>): { upload: string; path: string };
}

/** How a face starts an engine. All paths absolute. */
export interface EngineOptions {
  /** Recents, jobs, view states, demo copy, downloads; made when missing. */
  stateFolder: string;
  /** The demo archive that ships with the app; copied before it is opened. */
  demoFolder: string;
  /** Folders the browser face may browse; empty in Electron. */
  roots: string[];
  /** Decoding threads; 0 means one for every processor. */
  threads: number;
}
