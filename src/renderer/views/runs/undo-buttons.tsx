import { Redo2, Undo2 } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import type { HistoryControl } from './use-history.ts';

/** Undo and redo of a screen, with their keys. */
export function UndoButtons<Value>({
  control: { undo, redo, canUndo, canRedo },
  group,
}: {
  control: Omit<HistoryControl<Value>, 'change'>;
  /** In the palette. */
  group: string;
}) {
  useCommand({
    id: 'view.undo',
    label: 'Undo',
    group,
    keys: ['Mod+Z'],
    isDisabled: !canUndo,
    run: () => void undo(),
  });
  useCommand({
    id: 'view.redo',
    label: 'Redo',
    group,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isDisabled: !canRedo,
    run: () => void redo(),
  });
  return (
    <>
      <IconButton
        label="Undo"
        shortcut="Mod+Z"
        icon={<Undo2 size={16} />}
        aria-disabled={!canUndo}
        onClick={undo}
      />
      <IconButton
        label="Redo"
        shortcut="Mod+Shift+Z"
        icon={<Redo2 size={16} />}
        aria-disabled={!canRedo}
        onClick={redo}
      />
    </>
  );
}
