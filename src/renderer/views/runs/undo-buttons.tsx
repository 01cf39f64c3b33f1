import { Redo2, Undo2 } from 'lucide-react';
import { IconButton } from '../../ui/button.tsx';
import type { HistoryControl } from './use-history.ts';
import { useUndoCommands } from './use-undo-commands.ts';

interface UndoButtonsProps {
  control: HistoryControl;
  /** In the palette. */
  group: string;
}

/** Undo and redo of a screen, with their keys. */
export function UndoButtons({ control, group }: UndoButtonsProps) {
  const { undo, redo, nextUndo, nextRedo } = control;
  useUndoCommands(control, group);
  return (
    <>
      <IconButton
        label="Undo"
        shortcut="Mod+Z"
        icon={<Undo2 size={16} />}
        aria-disabled={nextUndo === null}
        onClick={undo}
      />
      <IconButton
        label="Redo"
        shortcut="Mod+Shift+Z"
        icon={<Redo2 size={16} />}
        aria-disabled={nextRedo === null}
        onClick={redo}
      />
    </>
  );
}
