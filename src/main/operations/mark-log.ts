import { randomUUID } from 'node:crypto';
import { ArchiveError } from '#contract/archive-error.ts';
import type { MarkPatch } from '../store/marks/change-marks.ts';

/** What was done to marks lately, so that it can be taken back while the engine runs. */
export interface MarkLog {
  /** The name to ask for it by; null for nothing. */
  keep(archive: string, patches: readonly MarkPatch[]): string | null;
  /** Throws `not-found` for what is too long ago, and what another archive's is. */
  find(archive: string, change: string): readonly MarkPatch[];
  forget(change: string): void;
}

/** Changes of one backtest in all: at most some 100 MB, with notes far shorter than they may be. */
const PATCHES_AT_MOST = 300_000;

export function createMarkLog(atMost = PATCHES_AT_MOST): MarkLog {
  const changes = new Map<string, { archive: string; patches: readonly MarkPatch[] }>();
  let kept = 0;

  return {
    keep(archive, patches) {
      if (patches.length === 0) return null;
      const name = randomUUID();
      changes.set(name, { archive, patches });
      kept += patches.length;
      // The oldest go; the newest stays, however large.
      for (const oldest of changes.keys()) {
        if (kept <= atMost || oldest === name) break;
        forget(oldest);
      }
      return name;
    },
    find(archive, change) {
      const found = changes.get(change);
      if (found?.archive === archive) return found.patches;
      throw new ArchiveError('not-found', 'this change of marks is too long ago to be taken back');
    },
    forget,
  };

  function forget(change: string) {
    kept -= changes.get(change)?.patches.length ?? 0;
    changes.delete(change);
  }
}
