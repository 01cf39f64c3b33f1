import { useCommand } from '../../ui/commands.tsx';
import type { HistoryControl } from './use-history.ts';
import { sayStep } from './view-steps.ts';

/** Undo and redo by key and palette, which says what of. `group`: in the palette. */
export function useUndoCommands(
  { undo, redo, nextUndo, nextRedo }: HistoryControl,
  group: string,
): void {
  useCommand({
    id: 'view.undo',
    label: nextUndo === null ? 'Undo' : `Undo: ${sayStep(nextUndo)}`,
    group,
    keys: ['Mod+Z'],
    isDisabled: nextUndo === null,
    run: undo,
  });
  useCommand({
    id: 'view.redo',
    label: nextRedo === null ? 'Redo' : `Redo: ${sayStep(nextRedo)}`,
    group,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isDisabled: nextRedo === null,
    run: redo,
  });
}
