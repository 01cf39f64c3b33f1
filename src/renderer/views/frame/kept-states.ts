import type { ArchiveId } from '#contract/operations.ts';
import type { StateStore } from '../../engine/state-store.ts';

/** What the first frame of the window needs, and what may come up in it at any time: a button, a dialog. */
const windowStates = [
  'theme',
  'location',
  'tour',
  'compare set',
  'compare look',
  'export-format',
  'export-columns',
  'export-code',
  'folder-dialog',
];

/** What the first frames of an archive's screens need. */
const statesOf = (archive: ArchiveId) => [
  `runs/${archive}/view`,
  `runs/${archive}/place`,
  `runs/${archive}/panels`,
  `sweep/${archive}/view`,
  `query ${archive}`,
];

/**
 * Reads what a screen will ask for before it is drawn. A screen that had to wait is held back by React for 300 ms after
 * its fallback was shown, however soon the state is there. A key that is missing here costs that time, nothing else.
 */
export async function loadWindowStates(states: StateStore): Promise<void> {
  await Promise.all(windowStates.map((key) => states.load(key)));
}

export async function loadArchiveStates(states: StateStore, archive: ArchiveId): Promise<void> {
  await Promise.all(statesOf(archive).map((key) => states.load(key)));
}
