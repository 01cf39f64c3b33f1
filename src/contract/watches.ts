import type { Failure } from './reply.ts';

/** A folder whose bundles come into an archive as they appear. */
export interface Watch {
  watch: string;
  /** The folder, for people. */
  label: string;
  archive: string;
  archiveName: string;
  /** `failing`: it is tried again; `error` says why. */
  state: 'watching' | 'failing';
  /** Bundles that came in since the engine was started, and when the last ones did (epoch ms). */
  imported: number;
  lastAt: number | null;
  error: Failure | null;
}

/** What an engine was started with, and where it keeps things. For people; to read, not to set. */
export interface EngineFacts {
  stateFolder: string;
  /** Decoding threads: 0 is one for each processor. */
  threads: number;
  processors: number;
}
