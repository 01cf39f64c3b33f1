import type { Transport } from './connect.ts';
import type { Place } from './operations.ts';

/** What the preload gives the page in Electron, as `window.strata`. In the browser face there is none. */
export interface DesktopBridge extends Transport {
  /** The native dialog; null when it was cancelled. */
  chooseFolder(purpose: 'open' | 'export'): Promise<Place | null>;
  chooseFiles(): Promise<Place[]>;
  /** Places of `File` objects from a drop or an input; only real files of the user have one. */
  placesOf(files: readonly object[]): Promise<Place[]>;
  /** Shows what an export wrote in the system's file manager. */
  showResult(job: string): Promise<void>;
}
