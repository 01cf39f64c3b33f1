import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OpenedArchive } from '#contract/operations.ts';
import { IconButton } from '../../ui/button.tsx';
import { useCommand } from '../../ui/commands.tsx';
import { formatCounted } from '../../ui/format.ts';
import type { MarkTarget } from '../marks/use-mark.ts';
import { DeleteDialog } from './delete-dialog.tsx';

interface DeleteButtonProps {
  archive: OpenedArchive;
  /** The selected rows, else the one that has the focus; null where there is neither. */
  target: MarkTarget | null;
  /** How many rows that are; null for the one that has the focus. */
  selected: number | null;
}

/** Deletes what is selected, after saying what that means. */
export function DeleteButton({ archive, target, selected }: DeleteButtonProps) {
  const [asked, setAsked] = useState<MarkTarget | null>(null);
  const rows = target?.rows === 'runs' ? 'run' : 'backtest';
  const what = selected === null ? 'this backtest' : formatCounted(selected, `selected ${rows}`);
  const isDisabled = target === null || archive.isReadOnly || archive.kind === 'reference-index';
  const ask = () => {
    if (!isDisabled) setAsked(target);
  };
  useCommand({
    id: 'rows.delete',
    label: 'Delete…',
    group: 'Runs',
    keys: ['Delete'],
    words: 'remove trash',
    isDisabled,
    run: ask,
  });
  return (
    <>
      <IconButton
        label={`Delete ${what}…`}
        icon={<Trash2 size={16} />}
        aria-disabled={isDisabled}
        onClick={ask}
      />
      {asked !== null && (
        <DeleteDialog
          archive={archive}
          target={asked}
          what={what}
          isOfRuns={rows === 'run' && selected !== null}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
