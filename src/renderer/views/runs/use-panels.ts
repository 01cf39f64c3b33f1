import type { ArchiveId } from '#contract/operations.ts';
import { usePersistentState } from '../../engine/use-persistent-state.ts';

export interface Panels {
  isLeftOpen: boolean;
  isRightOpen: boolean;
  left: number;
  right: number;
  /** Keys of the groups and folders of the tree that were opened or closed. */
  toggled: readonly string[];
}

const atFirst: Panels = {
  isLeftOpen: true,
  isRightOpen: true,
  left: 228,
  right: 324,
  toggled: [],
};

/** The panels beside the table, kept for each archive. */
export function usePanels(archive: ArchiveId) {
  const [panels, setPanels] = usePersistentState<Panels>(
    `runs/${archive}/panels`,
    atFirst,
    isPanels,
  );
  return {
    panels,
    change: (part: Partial<Panels>) => setPanels((before) => ({ ...before, ...part })),
  };
}

function isPanels(value: unknown): boolean {
  const panels = value as Partial<Panels> | null;
  return (
    typeof panels === 'object' &&
    panels !== null &&
    typeof panels.isLeftOpen === 'boolean' &&
    typeof panels.isRightOpen === 'boolean' &&
    typeof panels.left === 'number' &&
    typeof panels.right === 'number' &&
    Array.isArray(panels.toggled)
  );
}
